/**
 * Quiet table style for notebook front ends, which know nothing of the report's style sheet. Colours follow the front end's theme;
 * selectors are long to win over its own rules (right-aligned text, striped rows).
 */
export const notebookStyle = `<style>
.exhibit.exhibit-table{margin:.4em 0}
.exhibit.exhibit-table table{border-collapse:collapse;border:0;border-top:1.5px solid;border-bottom:1.5px solid;font-variant-numeric:tabular-nums}
.exhibit.exhibit-table table caption{caption-side:top;text-align:left;padding:.3em 0}
.exhibit.exhibit-table table .exhibit-label{font-weight:600}
.exhibit.exhibit-table table tr{background:none}
.exhibit.exhibit-table table tr>*{border:0;background:none;font-weight:400;text-align:left;padding:.15em .7em .15em 0;vertical-align:top}
.exhibit.exhibit-table table tr>.num{text-align:right}
.exhibit.exhibit-table table thead th,.exhibit.exhibit-table table tr.group>th{font-weight:600}
.exhibit.exhibit-table table thead tr:last-child>*{border-bottom:.75px solid}
.exhibit.exhibit-table table.grouped tr:not(.group)>th,.exhibit.exhibit-table table .grouped tr:not(.group)>th{padding-left:1em}
.exhibit-table .exhibit-note{font-size:.9em}
.synthetic-mark{font-size:.8em;font-weight:600;letter-spacing:.04em;color:#b3401e}
</style>
`;
