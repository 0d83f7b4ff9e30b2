// How much memory things take.

import { readFile, writeFile } from "node:fs/promises";

/** From now on the peak is counted anew: signing in, say, is not what is measured. */
export const forgetPeak = (pid) => writeFile(`/proc/${pid}/clear_refs`, "5");

/** The most bytes that a process had in memory since. */
export async function peakMemory(pid) {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)[1]) * 1024;
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
