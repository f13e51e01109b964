import assert from "node:assert/strict";
import { test } from "node:test";
import { Arena } from "../../../src/model/compiled/arena";
import { Heap, heapOf, newMemory } from "../../../src/model/compiled/heap";
import { BLOCK } from "../../../src/model/compiled/kernels";
import { StudyError } from "../../../src/util/errors";

test("arrays of a piece of work are taken back when it ends or fails, those kept are not", () => {
  const heap = new Heap(newMemory());
  const kept = heap.keep(Uint32Array.of(1, 2, 3));
  const first = heap.scoped(() => heap.uint8(100).byteOffset);
  assert.throws(() =>
    heap.scoped(() => {
      heap.float64(1 << 20);
      throw new Error("in the midst");
    }),
  );
  const pages = heap.memory.buffer.byteLength;
  for (let i = 0; i < 20; i++)
    assert.equal(heap.scoped(() => heap.float64(1 << 20)).byteOffset, heap.scoped(() => heap.uint8(1)).byteOffset);
  assert.equal(heap.memory.buffer.byteLength, pages, "the same stretch is used again");
  assert.equal(
    heap.scoped(() => heap.uint8(100).byteOffset),
    first,
  );
  assert.deepEqual([...kept], [1, 2, 3]);
});

test("arrays do not overlap, whatever the order in which they are asked for", () => {
  const heap = new Heap(newMemory());
  const arrays = Array.from({ length: 200 }, (_, i) => {
    const length = (i * 7919) % 9000;
    const array = i % 3 === 0 ? heap.keep(new Uint16Array(length)) : heap.uint16(length);
    return array.fill(i);
  });
  arrays.forEach((array, i) => {
    assert.ok(array.every((value) => value === i));
  });
});

test("an array outside the memory is copied, one inside is read where it lies, also from shared memory of others", () => {
  const heap = new Heap(newMemory());
  const inside = heap.float64(4);
  assert.equal(heap.at(inside), inside.byteOffset);
  const other = new Heap(newMemory()).float64(1 << 14).subarray(1 << 13);
  other.fill(7);
  for (const outside of [Float64Array.of(1, 2, 3), other]) {
    const address = heap.at(outside);
    const copy = new Float64Array(heap.memory.buffer, address, outside.length);
    assert.deepEqual(copy, outside);
  }
  const long = Uint16Array.from({ length: BLOCK + 10 }, (_, i) => i);
  const stretch = heap.stretchOf(long);
  const last = stretch(BLOCK, BLOCK + 10);
  assert.deepEqual(new Uint16Array(heap.memory.buffer, last, 10), long.subarray(BLOCK));
});

test("stretches that are lent and taken up again serve as before", () => {
  const { memory } = new Heap(newMemory());
  const [lender, borrower] = [heapOf(memory), new Heap(memory)];
  lender.scoped(() => lender.float64(10_000));
  const lent = lender.lend();
  const meanwhile = lender.float64(10).fill(1);
  borrower.adopt(lent);
  const before = memory.buffer.byteLength;
  const borrowed = borrower.float64(10_000).fill(2);
  assert.equal(memory.buffer.byteLength, before);
  assert.ok(meanwhile.every((value) => value === 1) && borrowed.every((value) => value === 2));
});

test("a memory that cannot grow is an error with its rule", () => {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 4, shared: true });
  const arena = new Arena(memory);
  arena.allocate(2 << 16);
  assert.throws(
    () => arena.allocate(2 << 16),
    (error) => error instanceof StudyError && error.rule === "design-fits-memory",
  );
});
