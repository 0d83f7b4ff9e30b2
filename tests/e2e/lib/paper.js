// A page as a scanner gives it: text of nine points on A4 at 300 dots an inch, and
// noise; or a smaller part of it. And papers that only have to be large.

import { randomBytes } from "node:crypto";
import { crc32, deflateSync } from "node:zlib";

/** A JPEG file. */
export const scan = (page, { noise = 0.2, width = 2480, height = 3508 } = {}) =>
  page
    .evaluate(
      async ({ noise, width, height }) => {
        const canvas = new OffscreenCanvas(width, height);
        const context = canvas.getContext("2d");
        context.fillStyle = "#f4f1ea";
        context.fillRect(0, 0, width, height);
        context.fillStyle = "#222";
        context.font = `${(9 / 72) * 300}px "Liberation Serif", serif`;
        const line = "Căn cứ Nghị định số 23/2015/NĐ-CP, Ủy ban nhân dân xã chứng thực bản sao này đúng với bản chính.";
        for (let y = 200; y < height - 100; y += 60) context.fillText(line, 150, y);
        const area = context.getImageData(0, 0, width, height);
        for (let at = 0; at < area.data.length; at += 4) {
          const grain = (Math.random() - 0.5) * 255 * noise;
          for (let part = 0; part < 3; part += 1) area.data[at + part] += grain;
        }
        context.putImageData(area, 0, 0);
        const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.95 });
        const bytes = new Uint8Array(await blob.arrayBuffer());
        let text = "";
        for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
        return btoa(text);
      },
      { noise, width, height },
    )
    .then((text) => Buffer.from(text, "base64"));

/** Attaches a picture to the dossier that is open. */
export const attach = async (page, name, buffer) => {
  await page.getByLabel("Tên giấy tờ").fill(name);
  await page.getByLabel("Chọn tệp ảnh hoặc PDF").setInputFiles({ name: "anh.jpg", mimeType: "image/jpeg", buffer });
  await page.locator(".attachments__item", { hasText: name }).waitFor();
};

/** A PNG file of a square with nothing but noise in it, as it is: three bytes a dot. */
export function noise(edge) {
  const part = (name, content) => {
    const body = Buffer.concat([Buffer.from(name, "latin1"), content]);
    const framed = Buffer.alloc(body.length + 8);
    framed.writeUInt32BE(content.length);
    body.copy(framed, 4);
    framed.writeUInt32BE(crc32(body), body.length + 4);
    return framed;
  };
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
  head.writeUInt32BE(edge);
  head.writeUInt32BE(edge, 4);
  const dots = randomBytes(edge * (3 * edge + 1));
  for (let line = 0; line < edge; line += 1) dots[line * (3 * edge + 1)] = 0; // no filter
  const signature = Buffer.from("89504e470d0a1a0a", "hex");
  return Buffer.concat([signature, part("IHDR", head), part("IDAT", deflateSync(dots, { level: 0 })), part("IEND", Buffer.alloc(0))]);
}

/** A PDF file of so many bytes. A device sends it as it is, where it makes pictures smaller. */
export function bulkyPdf(size) {
  const [head, foot] = ["%PDF-1.4\n1 0 obj<<>>stream\n", "\nendstream endobj\n%%EOF\n"].map((text) => Buffer.from(text));
  return Buffer.concat([head, randomBytes(size - head.length - foot.length), foot]);
}
