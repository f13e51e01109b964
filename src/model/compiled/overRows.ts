import type { Heap, NumberArray } from "./heap";
import { inBlocks } from "./kernels";

/**
 * Calls `work` with one stretch of rows after another: the addresses of the columns' entries, the first row and the number of rows. Columns
 * outside the heap are copied into it stretch by stretch.
 */
export function overRows(
  heap: Heap,
  count: number,
  columns: readonly NumberArray[],
  work: (addresses: readonly number[], from: number, rows: number) => void,
): void {
  heap.scoped(() => {
    const stretches = columns.map((column) => heap.stretchOf(column));
    inBlocks(count, (from, to) => {
      work(
        stretches.map((stretch) => stretch(from, to)),
        from,
        to - from,
      );
    });
  });
}
