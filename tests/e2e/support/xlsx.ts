// Reading and writing workbooks as bytes, independently of the app. Not here: what the columns mean.
import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";

/** A cell: its text or number as it is spelled, and whether its format makes a day of it. */
export interface Cell {
  text: string;
  isNumber: boolean;
  isDay: boolean;
}

/** Cells of every row of the first sheet; a cell that is not there is empty. */
export function readXlsx(bytes: Buffer): Cell[][] {
  const parts = unzip(bytes);
  const sheet = parts.get("xl/worksheets/sheet1.xml") ?? "";
  const days = dayStyles(parts.get("xl/styles.xml") ?? "");
  return [...sheet.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row]) => {
    const cells: Cell[] = [];
    for (const [, attributes = "", content = ""] of (row ?? "").matchAll(/<c ([^>]*)>(.*?)<\/c>/gs)) {
      const place = /r="([A-Z]+)/.exec(attributes)?.[1] ?? "A";
      const idx = [...place].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
      const style = Number(/s="(\d+)"/.exec(attributes)?.[1] ?? 0);
      const text = unescape(/<(?:t|v)[^>]*>(.*?)<\/(?:t|v)>/s.exec(content)?.[1] ?? "");
      const isNumber = !attributes.includes("t=");
      cells[idx] = { text, isNumber, isDay: isNumber && days.has(style) };
    }
    return Array.from(cells, (cell) => cell ?? { text: "", isNumber: false, isDay: false });
  });
}

/** The sheets as they are written, part by part. */
export function readParts(bytes: Buffer): Map<string, string> {
  return unzip(bytes);
}

/** A workbook of sheets with texts and numbers. */
export function writeXlsx(sheets: { name: string; rows: (string | number)[][] }[]): Buffer {
  const types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const parts: [string, string][] = [
    ["_rels/.rels", `<Relationships><Relationship Id="a" Type="${types}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
    ["xl/workbook.xml", `<workbook xmlns:r="r"><sheets>${sheets.map(({ name }, n) => `<sheet name="${name}" sheetId="${n + 1}" r:id="r${n}"/>`).join("")}</sheets></workbook>`],
    ["xl/_rels/workbook.xml.rels", `<Relationships>${sheets.map((_, n) => `<Relationship Id="r${n}" Type="${types}/worksheet" Target="${n}.xml"/>`).join("")}</Relationships>`],
  ];
  for (const [n, { rows }] of sheets.entries()) {
    const cell = (value: string | number) =>
      typeof value === "number" ? `<c><v>${value}</v></c>` : `<c t="inlineStr"><is><t>${escape(value)}</t></is></c>`;
    const data = rows.map((row) => `<row>${row.map(cell).join("")}</row>`).join("");
    parts.push([`xl/${n}.xml`, `<worksheet><sheetData>${data}</sheetData></worksheet>`]);
  }
  return zip(parts);
}

function dayStyles(styles: string): Set<number> {
  const codes = new Map([...styles.matchAll(/<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/g)].map(([, id, code]) => [id, code]));
  const looks = [...(/<cellXfs.*?<\/cellXfs>/s.exec(styles)?.[0] ?? "").matchAll(/<xf [^>]*numFmtId="(\d+)"/g)];
  return new Set(looks.flatMap(([, id], n) => (/[yd]/.test(codes.get(id) ?? "") ? [n] : [])));
}

function unzip(bytes: Buffer): Map<string, string> {
  const parts = new Map<string, string>();
  const end = bytes.lastIndexOf("PK\u0005\u0006");
  let at = bytes.readUInt32LE(end + 16);
  for (let n = bytes.readUInt16LE(end + 10); n > 0; n -= 1) {
    const [packed, nName, nExtra, nComment] = [bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32)];
    const name = bytes.toString("utf8", at + 46, at + 46 + nName);
    const header = bytes.readUInt32LE(at + 42);
    const start = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
    parts.set(name, inflateRawSync(bytes.subarray(start, start + packed)).toString("utf8"));
    at += 46 + nName + nExtra + nComment;
  }
  return parts;
}

function zip(parts: [string, string][]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, text] of parts) {
    const content = Buffer.from(text);
    const packed = deflateRawSync(content);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(crc32(content), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(content.length, 18);
    facts.writeUInt16LE(name.length, 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    directory.push(Buffer.from("PK\u0001\u0002\u0014\u0000"), facts, rest, Buffer.from(name));
    files.push(Buffer.from("PK\u0003\u0004"), facts, Buffer.from(name), packed);
    at += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006");
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...files, ...directory, end]);
}

const SIGNS: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&" };

function unescape(text: string): string {
  return text.replaceAll(/&(?:lt|gt|quot|amp);/g, (sign) => SIGNS[sign] ?? sign);
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
