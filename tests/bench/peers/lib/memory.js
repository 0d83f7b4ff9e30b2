// How much memory, processor and disk things take.

import { readFile, writeFile } from "node:fs/promises";

/** From now on the peak is counted anew: signing in, say, is not what is measured. */
export const forgetPeak = (pid) => writeFile(`/proc/${pid}/clear_refs`, "5");

/** The most bytes that a process had in memory since. */
export async function peakMemory(pid) {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)[1]) * 1024;
}

/** Milliseconds of processor that a process has used; the kernel counts in hundredths of a second. */
export async function processorTime(pid) {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  const [utime, stime] = stat.slice(stat.lastIndexOf(")") + 2).split(" ").slice(11, 13);
  return (Number(utime) + Number(stime)) * 10;
}

/** Bytes that a process has written so far, most of them to its files: the same on a busy machine. */
export async function written(pid) {
  const io = await readFile(`/proc/${pid}/io`, "utf8");
  return Number(/^wchar: (\d+)/m.exec(io)[1]);
}

/** Makes a page remember the memories of its wasm modules; goes in before the page loads. */
export function rememberWasm() {
  const memories = (globalThis.wasmMemories = []);
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...args) => {
      const result = await original.apply(WebAssembly, args);
      const { exports } = result.instance ?? result;
      memories.push(...Object.values(exports).filter((value) => value instanceof WebAssembly.Memory));
      return result;
    };
  }
}

/** Bytes that a page holds after collecting garbage: JavaScript's heap and wasm's memory. */
export async function heap(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.enable");
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  const wasm = await page.evaluate(() => globalThis.wasmMemories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0));
  return usedSize + wasm;
}
