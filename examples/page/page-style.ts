/** The look of the page: on a desk, on a phone, on paper. */
export const PAGE_STYLE: string = `
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
.frame{position:relative}
.chart{overflow-x:auto}
.chart svg{max-width:100%;height:auto;display:block}
figcaption{font-size:.85rem;color:var(--muted);max-width:52em}
.scroll{overflow-x:auto;margin:0 0 20px}
.frame.over::before{content:"scroll →";display:block;text-align:right;font-size:.75rem;color:var(--muted)}
html[data-lang=zh] .frame.over::before{content:"左右滑动 →"}
.frame.over::after{content:"";position:absolute;top:1.2em;right:0;bottom:0;width:22px;pointer-events:none;background:linear-gradient(to right,rgba(255,255,255,0),rgba(31,41,51,.16))}
.t{min-width:14em}
table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;padding:0 0 6px}
th,td{text-align:left;padding:6px 10px 6px 0;border-bottom:1px solid var(--line);vertical-align:top}
th{border-bottom:2px solid var(--ink);font-weight:600}
.n{text-align:right;white-space:nowrap}
.listing figcaption{color:var(--ink);font-weight:600;margin:0 0 6px}
pre{margin:0;padding:12px 14px;border:1px solid var(--line);border-radius:8px;background:var(--tint);font:.82rem/1.5 ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace}
td.s{white-space:nowrap}
.notes{color:var(--muted);font-size:.88rem;padding-left:1.2em;max-width:56em}
html[data-lang=en] .zh,html[data-lang=zh] .en{display:none}
@media (max-width:600px){body{font-size:15px}h1{font-size:1.5rem}.value{font-size:1.25rem}.figures{grid-template-columns:repeat(auto-fit,minmax(140px,1fr))}.chart svg{width:100%;max-width:none;min-width:560px}}
@media print{
.bar{display:none}
body{font-size:11pt}
header,main{max-width:none;padding:0}
h1,h2,h3,.sub,.finding,caption{break-after:avoid}
.lead,.figures{break-inside:avoid;break-after:avoid}
table{font-size:9pt}
thead{display:table-header-group;break-after:avoid}
tr,.short,figure{break-inside:avoid}
tbody tr:nth-child(-n+3){break-before:avoid}
.notes{break-before:avoid;break-inside:avoid}
a{color:inherit}
.scroll,.chart{overflow:visible}
pre{white-space:pre-wrap}
.chart svg{max-height:118mm;width:auto}
figcaption{break-before:avoid}
.t{min-width:0}
.frame.over::before,.frame.over::after{display:none}
section{margin-bottom:24px}
}
`;
