// The dossiers that every contender works on: about 1 KB of JSON each, the same
// for everyone, made from a number. Their entropy is that of a real counter:
// many names and numbers, few procedures, notes of ordinary words.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const CATALOGUE = resolve(import.meta.dirname, "../../../../server/catalogue/data/commune-procedures.csv");
const PROCEDURES_MAX = 12;
/** So many dossiers in a row are of one procedure, as when people come in groups. */
export const SAME_PROCEDURE = 100;
const FIRST_AT = Date.UTC(2026, 0, 5, 1);
const APART_MS = 60_000;

const words = (text) => text.split(" ");
const FAMILY = words("Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Giàng Vàng Sùng Lò Thào Mùa Hạng Quàng Cà Tòng");
const MIDDLE = words("Văn Thị Hữu Đức Minh Ngọc Thanh Xuân A Quốc Kim Bảo Thu Hồng");
const GIVEN = words("An Bình Chi Dũng Dí Giang Hà Hạnh Hoa Hùng Khánh Lan Linh Long Mai Mỷ Nam Nga Ngân Páo Phúc Phương Quân Sơn Súa Tâm Thảo Thắng Trang Tuấn Tú Uyên Vinh Vy Xuân Yến Chở Dế Lử Sáng");
const VILLAGE = words("Nậm Pủng|Suối Mây|Tả Phìn|Háng Chú|Bản Lầu|Cốc Mế|Nà Ớt|Phiêng Ban|Xín Chải|Lùng Vai|Khe Cạn|Sin Súi|Đồng Tâm|Tân Lập".replaceAll(" ", "_").replaceAll("|", " ")).map((name) => name.replaceAll("_", " "));
const NOTE = words(
  "người dân đề nghị cấp thêm bản sao để bổ sung hồ sơ xin việc học tập vay vốn ngân hàng đất đai hộ khẩu khai sinh kết hôn " +
    "giấy tờ gốc đã được đối chiếu trả lại ngay sau khi kiểm tra còn thiếu xác nhận của trưởng thôn nộp bù trước ngày hẹn " +
    "gọi điện cho con gái khi có kết quả ông bà già yếu không đi lại được cán bộ đến nhà lấy dấu vân tay chữ ký xác nhận " +
    "bản dịch tiếng phổ thông kèm theo ảnh chân dung mới chụp sáu tháng đường mưa lũ sạt lở hẹn lại phiên chợ sau",
);
const NOTE_WORDS = [45, 85];

const procedures = readFileSync(CATALOGUE, "utf8")
  .split("\n")
  .slice(1)
  .map((line) => /^([\d.]+),(?:"([^"]*)"|([^,]*)),/.exec(line))
  .filter(Boolean)
  .slice(0, PROCEDURES_MAX)
  .map(([, code, quoted, bare]) => ({ code, name: quoted ?? bare }));

/** Numbers from 0 to 1 from a seed (mulberry32): the same on every machine. */
function chance(seed) {
  let state = Math.imul(seed + 1, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The n-th dossier. */
export function dossier(n) {
  const random = chance(n);
  const below = (limit) => Math.floor(random() * limit);
  const one = (list) => list[below(list.length)];
  const digits = (count) => Array.from({ length: count }, () => below(10)).join("");
  const hex = (count) => Array.from({ length: count }, () => below(16).toString(16)).join("");
  const at = FIRST_AT + n * APART_MS;
  const stamp = at.toString(16).padStart(12, "0");
  const year = 1940 + below(70);
  const person = () => `${one(FAMILY)} ${one(MIDDLE)} ${one(GIVEN)}`;
  const text = Array.from({ length: NOTE_WORDS[0] + below(NOTE_WORDS[1] - NOTE_WORDS[0]) }, () => one(NOTE)).join(" ");
  const note = `${person()} nộp thay, gọi 03${digits(8)}, hẹn ${1 + below(28)}/${1 + below(12)}; ${text}`;
  return {
    // Sorts by time, as version 7 of UUIDs does.
    id: `${stamp.slice(0, 8)}-${stamp.slice(8)}-7${hex(3)}-8${hex(3)}-${hex(12)}`,
    code: `H99.99.01-${new Date(at).toISOString().slice(2, 10).replaceAll("-", "")}-B${String(n).padStart(6, "0")}-${below(10)}`,
    procedure: procedures[Math.floor(n / SAME_PROCEDURE) % procedures.length],
    applicant: {
      name: `${person()} ${one(GIVEN)}`,
      identity: `0${10 + below(86)}${below(2) + (year < 2000 ? 0 : 2)}${String(year).slice(2)}${digits(6)}`,
      born: `${year}-${String(1 + below(12)).padStart(2, "0")}-${String(1 + below(28)).padStart(2, "0")}`,
      phone: `09${digits(8)}`,
      address: `Số ${1 + below(300)}, bản ${one(VILLAGE)}, xã Suối Mây, tỉnh Lào Cai`,
    },
    no_wait: false,
    stage: "received",
    received_at: at,
    fee: { amount_dong: 1000 * (1 + below(60)) },
    note: note.slice(0, 480),
  };
}

/** Dossiers from one number on. */
export const dossiers = (from, count) => Array.from({ length: count }, (_, at) => dossier(from + at));
