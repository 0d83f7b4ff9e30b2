// A page as a scanner gives it: text of nine points on A4 at 300 dots an inch, and
// noise; or a smaller part of it.

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
