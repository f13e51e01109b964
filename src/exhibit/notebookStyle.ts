/** Quiet table style for notebook front ends, which know nothing of the report's style sheet. Colours follow the front end's theme. */
export const notebookStyle = `<style>
.exhibit-table table{border-collapse:collapse;border-top:1.5px solid;border-bottom:1.5px solid;font-variant-numeric:tabular-nums}
.exhibit-table caption{caption-side:top;text-align:left;padding:.3em 0}
.exhibit-table .exhibit-label{font-weight:600}
.exhibit-table th,.exhibit-table td{border:0;background:none;font-weight:400;text-align:left;padding:.15em .7em .15em 0;vertical-align:top}
.exhibit-table .num{text-align:right}
.exhibit-table thead th,.exhibit-table .group th{font-weight:600}
.exhibit-table thead tr:last-child>*{border-bottom:.75px solid}
.exhibit-table .grouped tr:not(.group) th{padding-left:1em}
.exhibit-table .exhibit-note{font-size:.9em}
.synthetic-mark{font-size:.8em;font-weight:600;letter-spacing:.04em;color:#b3401e}
</style>
`;
