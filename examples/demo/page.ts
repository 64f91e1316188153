import type { Label } from "clientele";
import { type Brief, type Cell, type DataTable, type Figure, inLocale, type Section } from "./document.ts";
import type { Problem, Reading } from "./read.ts";

/** A chart drawn in both languages. */
export interface DrawnPicture {
  readonly caption: Label;
  readonly svg: Label;
}

/** One self-contained page: no script, style, font or picture is fetched from anywhere. */
export function renderPage(
  brief: Brief,
  drawn: ReadonlyMap<Section, readonly DrawnPicture[]>,
  readings: readonly Reading[],
): string {
  const menu = brief.sections.map(({ id, title }) => `<a href="#${id}">${text(title)}</a>`).join("");
  return `<!doctype html>
<html lang="en" data-lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(brief.title.en)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<div class="bar"><nav>${menu}</nav><button type="button" id="switch" aria-label="Switch language 切换语言"><span class="en">中文</span><span class="zh">English</span></button></div>
<h1>${text(brief.title)}</h1>
<p class="sub">${text(brief.subtitle)}</p>
</header>
<main>
${brief.sections.map((section) => renderSection(section, drawn.get(section) ?? [])).join("\n")}
${renderSources(readings)}
</main>
<script>
document.getElementById("switch").addEventListener("click", function () {
  var root = document.documentElement;
  var next = root.dataset.lang === "en" ? "zh" : "en";
  root.dataset.lang = next;
  root.lang = next === "zh" ? "zh-CN" : "en";
});
if (location.hash === "#zh") document.getElementById("switch").click();
</script>
</body>
</html>
`;
}

function renderSection(section: Section, pictures: readonly DrawnPicture[]): string {
  return `<section id="${section.id}">
<h2>${text(section.title)}</h2>
<p class="finding">${text(section.finding)}</p>
${section.figures.length > 0 ? `<div class="figures">${section.figures.map(renderFigure).join("")}</div>` : ""}
${pictures.map(({ caption, svg }) => `<figure><div class="chart en">${svg.en}</div><div class="chart zh">${svg.zh}</div><figcaption>${text(caption)}</figcaption></figure>`).join("\n")}
${section.tables.map(renderTable).join("\n")}
${section.notes.length > 0 ? `<ul class="notes">${section.notes.map((note) => `<li>${text(note)}</li>`).join("")}</ul>` : ""}
</section>`;
}

function renderFigure({ label, value, basis }: Figure): string {
  return `<div class="figure"><div class="label">${text(label)}</div><div class="value">${text(value)}</div><div class="basis">${text(basis)}</div></div>`;
}

function renderTable({ caption, header, rows }: DataTable): string {
  const isFigure = (cell: Cell | undefined) =>
    /^(–|[-+]?[\d].*)?$/.test(cell === undefined ? "" : inLocale(cell, "en"));
  const numeric = header.map((_, c) => rows.length > 0 && rows.every((row) => isFigure(row[c])));
  const cls = (c: number) => (numeric[c] ? ' class="n"' : "");
  return `<div class="scroll"><table><caption>${text(caption)}</caption>
<thead><tr>${header.map((h, c) => `<th${cls(c)}>${text(h)}</th>`).join("")}</tr></thead>
<tbody>${rows.map((row) => `<tr>${row.map((cell, c) => `<td${cls(c)}>${text(cell)}</td>`).join("")}</tr>`).join("\n")}</tbody></table></div>`;
}

function renderSources(readings: readonly Reading[]): string {
  const problems = readings.flatMap((reading) => reading.problems);
  const rows = readings.map(
    ({ file, rows: kept, rejected }) =>
      `<tr><td>${escapeHtml(file)}</td><td class="n">${kept.length}</td><td class="n">${rejected}</td></tr>`,
  );
  return `<section id="sources">
<h2>${text({ en: "What this was made from", zh: "数据来源" })}</h2>
<div class="scroll"><table><thead><tr><th>${text({ en: "File", zh: "文件" })}</th><th class="n">${text({ en: "Rows taken", zh: "采用行数" })}</th><th class="n">${text({ en: "Rows refused", zh: "拒绝行数" })}</th></tr></thead><tbody>${rows.join("\n")}</tbody></table></div>
${problems.length > 0 ? renderProblems(problems) : `<p>${text({ en: "Every row was taken.", zh: "所有行均已采用。" })}</p>`}
</section>`;
}

function renderProblems(problems: readonly Problem[]): string {
  const rows = problems.map(
    ({ file, line, column, reason }) =>
      `<tr><td>${escapeHtml(file)}</td><td class="n">${line ?? "–"}</td><td>${escapeHtml(column ?? "–")}</td><td>${escapeHtml(reason)}</td></tr>`,
  );
  return `<h3>${text({ en: "What was refused, and why", zh: "被拒绝的行及原因" })}</h3>
<div class="scroll"><table><thead><tr><th>${text({ en: "File", zh: "文件" })}</th><th class="n">${text({ en: "Line", zh: "行" })}</th><th>${text({ en: "Column", zh: "列" })}</th><th>${text({ en: "Reason", zh: "原因" })}</th></tr></thead><tbody>${rows.join("\n")}</tbody></table></div>`;
}

function text(cell: Cell): string {
  if (typeof cell === "string") return escapeHtml(cell);
  if (cell.en === cell.zh) return escapeHtml(cell.en);
  return `<span class="en" lang="en">${escapeHtml(cell.en)}</span><span class="zh" lang="zh-CN">${escapeHtml(cell.zh)}</span>`;
}

export function escapeHtml(raw: string): string {
  return raw.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

const STYLE = `
:root{--ink:#1f2933;--muted:#52606d;--line:#d9e2ec;--paper:#fff;--tint:#f5f7fa;--accent:#0072b2}
*{box-sizing:border-box}
html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
body{margin:0;color:var(--ink);background:var(--paper);font:16px/1.55 "Helvetica Neue",Arial,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
header,main{max-width:960px;margin:0 auto;padding:0 20px}
.bar{display:flex;gap:12px;align-items:flex-start;justify-content:space-between;padding:14px 0;border-bottom:1px solid var(--line)}
nav{display:flex;flex-wrap:wrap;gap:4px 16px}
nav a{color:var(--accent);text-decoration:none;padding:4px 0}
nav a:hover{text-decoration:underline}
button{font:inherit;color:var(--ink);background:var(--paper);border:1px solid var(--muted);border-radius:6px;padding:4px 12px;cursor:pointer;white-space:nowrap}
h1{font-size:1.9rem;line-height:1.2;margin:28px 0 4px}
h2{font-size:1.35rem;line-height:1.25;margin:0 0 8px;padding-top:28px;border-top:3px solid var(--ink)}
h3{font-size:1.05rem;margin:20px 0 8px}
.sub{color:var(--muted);margin:0 0 28px}
section{margin:0 0 40px}
.finding{font-size:1.1rem;margin:0 0 16px;max-width:46em}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(180px,1fr));gap:12px;margin:0 0 20px}
.figure{border:1px solid var(--line);border-radius:8px;padding:12px 14px;background:var(--tint);break-inside:avoid}
.label{font-size:.85rem;color:var(--muted)}
.value{font-size:1.5rem;font-weight:600;line-height:1.3;font-variant-numeric:tabular-nums}
.basis{font-size:.8rem;color:var(--muted)}
figure{margin:0 0 20px;break-inside:avoid}
.chart{overflow-x:auto}
.chart svg{max-width:100%;height:auto;display:block}
figcaption{font-size:.85rem;color:var(--muted);max-width:52em}
.scroll{overflow-x:auto;margin:0 0 20px}
table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;padding:0 0 6px}
th,td{text-align:left;padding:6px 10px 6px 0;border-bottom:1px solid var(--line);vertical-align:top}
th{border-bottom:2px solid var(--ink);font-weight:600}
.n{text-align:right;white-space:nowrap}
.notes{color:var(--muted);font-size:.88rem;padding-left:1.2em;max-width:56em}
html[data-lang=en] .zh,html[data-lang=zh] .en{display:none}
@media (max-width:600px){body{font-size:15px}h1{font-size:1.5rem}.value{font-size:1.25rem}.figures{grid-template-columns:repeat(auto-fit,minmax(140px,1fr))}.chart svg{max-width:none;min-width:520px}}
@media print{.bar{display:none}body{font-size:11pt}header,main{max-width:none;padding:0}h2{break-after:avoid}table{font-size:9pt}tr{break-inside:avoid}a{color:inherit}.scroll,.chart{overflow:visible}section{margin-bottom:24px}}
`;
