import { formatNumber, type Label } from "clientele";
import {
  type Brief,
  type Cell,
  type DataTable,
  type Figure,
  inLocale,
  type Listing,
  type Section,
} from "./document.ts";
import { PAGE_STYLE } from "./page-style.ts";
import { type Problem, printable, type Source } from "./source.ts";

/** A chart drawn in both languages. */
export interface DrawnPicture {
  readonly caption: Label;
  readonly svg: Label;
}

/** Letters from which a column of text gets a width of its own. */
const LONG_TEXT = 40;

/** Letters up to which a cell is not broken into two lines. */
const SHORT_TEXT = 16;

/** Rows up to which a table stays on one printed page. */
const SHORT_TABLE = 14;

/** One self-contained page: no script, style, font or picture is fetched from anywhere. */
export function renderPage(
  brief: Brief,
  drawn: ReadonlyMap<Section, readonly DrawnPicture[]>,
  sources: readonly Source[],
): string {
  const menu = brief.sections.map(({ id, title }) => `<a href="#${id}">${text(title)}</a>`).join("");
  return `<!doctype html>
<html lang="en" data-lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(brief.title.en)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<div class="bar"><nav>${menu}</nav><button type="button" id="switch" aria-label="Switch language 切换语言"><span class="en">中文</span><span class="zh">English</span></button></div>
<h1>${text(brief.title)}</h1>
<p class="sub">${text(brief.subtitle)}</p>
</header>
<main>
${brief.sections.map((section) => renderSection(section, drawn.get(section) ?? [])).join("\n")}
${renderSources(sources)}
</main>
<script>
document.getElementById("switch").addEventListener("click", function () {
  var root = document.documentElement;
  var next = root.dataset.lang === "en" ? "zh" : "en";
  root.dataset.lang = next;
  root.lang = next === "zh" ? "zh-CN" : "en";
});
function mark() {
  document.querySelectorAll(".scroll, .chart").forEach(function (box) {
    box.parentElement.classList.toggle("over", box.scrollWidth > box.clientWidth + 1);
  });
}
window.addEventListener("resize", mark);
document.getElementById("switch").addEventListener("click", mark);
if (location.hash === "#zh") document.getElementById("switch").click();
mark();
</script>
</body>
</html>
`;
}

function renderSection(section: Section, pictures: readonly DrawnPicture[]): string {
  return `<section id="${section.id}">
<div class="lead"><h2>${text(section.title)}</h2>
<p class="finding">${text(section.finding)}</p>
${section.figures.length > 0 ? `<div class="figures">${section.figures.map(renderFigure).join("")}</div>` : ""}</div>
${pictures.map(({ caption, svg }) => `<figure><div class="frame en"><div class="chart">${svg.en}</div></div><div class="frame zh"><div class="chart">${svg.zh}</div></div><figcaption>${text(caption)}</figcaption></figure>`).join("\n")}
${section.tables.map(renderTable).join("\n")}
${(section.listings ?? []).map(renderListing).join("\n")}
${section.notes.length > 0 ? `<ul class="notes">${section.notes.map((note) => `<li>${text(note)}</li>`).join("")}</ul>` : ""}
</section>`;
}

function renderFigure({ label, value, basis }: Figure): string {
  return `<div class="figure"><div class="label">${text(label)}</div><div class="value">${text(value)}</div><div class="basis">${text(basis)}</div></div>`;
}

function renderTable({ caption, header, rows }: DataTable): string {
  const isFigure = (cell: Cell | undefined) =>
    /^(–|[-+<>]? ?\$?\d.*)?$/.test(cell === undefined ? "" : inLocale(cell, "en"));
  const longest = (c: number) => Math.max(0, ...rows.map((row) => inLocale(row[c] ?? "", "en").length));
  const kind = header.map((_, c) => {
    if (rows.length > 0 && rows.every((row) => isFigure(row[c]))) return "n";
    const most = longest(c);
    return most > LONG_TEXT ? "t" : most <= SHORT_TEXT ? "s" : "";
  });
  const heads = header.map((h) => text(h));
  return tableOf(
    text(caption),
    heads,
    kind,
    rows.map((row) => row.map((cell) => text(cell))),
  );
}

function renderListing({ caption, text: lines }: Listing): string {
  // line by line: escaping puts a text on one line
  const code = lines.split("\n").map(escapeHtml).join("\n");
  return `<figure class="listing"><figcaption>${text(caption)}</figcaption><pre class="scroll"><code>${code}</code></pre></figure>`;
}

/** One table in a frame that scrolls sideways; a short one is not broken over two printed pages. */
function tableOf(
  caption: string,
  header: readonly string[],
  kind: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const cls = (c: number) => ((kind[c] ?? "") === "" ? "" : ` class="${kind[c]}"`);
  const head = header.map((h, c) => `<th${cls(c)}>${h}</th>`).join("");
  const body = rows.map((row) => `<tr>${row.map((cell, c) => `<td${cls(c)}>${cell}</td>`).join("")}</tr>`).join("\n");
  return `<div class="frame${rows.length <= SHORT_TABLE ? " short" : ""}"><div class="scroll"><table>${caption === "" ? "" : `<caption>${caption}</caption>`}
<thead><tr>${head}</tr></thead>
<tbody>${body}</tbody></table></div></div>`;
}

function renderSources(sources: readonly Source[]): string {
  const problems = sources.flatMap((source) => source.problems);
  const warnings = sources.flatMap((source) => source.warnings);
  const later = sources.some((source) => source.later > 0);
  const header = [
    { en: "File", zh: "文件" },
    { en: "Rows taken", zh: "采用行数" },
    { en: "Rows refused", zh: "拒绝行数" },
    ...(later ? [{ en: "Dated after the day of the brief", zh: "日期晚于简报日" }] : []),
  ];
  const rows = sources.map((source) => [
    escapeHtml(source.file),
    ...[source.rows.length, source.rejected, ...(later ? [source.later] : [])].map((n) => formatNumber(n)),
  ]);
  return `<section id="sources">
<h2>${text({ en: "What this was made from", zh: "数据来源" })}</h2>
${tableOf("", header.map(text), ["", "n", "n", "n"], rows)}
${problems.length > 0 ? renderProblems({ en: "What was refused, and why", zh: "被拒绝的内容及原因" }, problems) : `<p>${text({ en: "Every row was taken.", zh: "所有行均已采用。" })}</p>`}
${warnings.length > 0 ? renderProblems({ en: "Read, with a caution", zh: "已读取，但请注意" }, warnings) : ""}
</section>`;
}

function renderProblems(title: Label, problems: readonly Problem[]): string {
  const header = [
    { en: "File", zh: "文件" },
    { en: "Line", zh: "行" },
    { en: "Column", zh: "列" },
    { en: "Reason", zh: "原因" },
  ];
  const rows = problems.map(({ file, line, column, reason }) =>
    [file, line === undefined ? "–" : String(line), column ?? "–", reason].map(escapeHtml),
  );
  return `<h3>${text(title)}</h3>
${tableOf("", header.map(text), ["", "n", "", "t"], rows)}`;
}

function text(cell: Cell): string {
  if (typeof cell === "string") return escapeHtml(cell);
  if (cell.en === cell.zh) return escapeHtml(cell.en);
  return `<span class="en" lang="en">${escapeHtml(cell.en)}</span><span class="zh" lang="zh-CN">${escapeHtml(cell.zh)}</span>`;
}

export function escapeHtml(raw: string): string {
  return printable(raw).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}
