// Reading the pages of a PDF file as bytes, independently of any reader. Not here: what is to be on them.
import { inflateSync } from "node:zlib";

/** What can be told of one page. */
export interface PdfPage {
  /** Width and height in millimetres. */
  size: [number, number];
  /** The runs of glyphs that are drawn, as the file has them; the same words in the same font are equal. */
  runs: string[];
  /** The words that are drawn, in the order of drawing, without blanks. */
  text: string;
  /** The colours that are drawn with, as red, green and blue from 0 to 1. */
  colours: [number, number, number][];
}

/** The pages of a file as Chromium writes it. */
export function readPdf(bytes: Buffer): PdfPage[] {
  const file = bytes.toString("latin1");
  const objects = new Map<string, string>();
  for (const [, id = "", body = ""] of file.matchAll(/(?:^|\n)(\d+) 0 obj\b([\s\S]*?)endobj/g)) objects.set(id, body);
  const pages = [...objects.values()].filter((body) => /\/Type\s*\/Page\b/.test(body));
  return pages.map((page) => {
    const box = /\/MediaBox\s*\[\s*([^\]]*)\]/.exec(page)?.[1]?.trim().split(/\s+/).map(Number) ?? [];
    const [left = 0, bottom = 0, right = 0, top = 0] = box;
    const content = /\/Contents\s*\[?\s*(\d+) 0 R/.exec(page)?.[1] ?? "";
    const drawn = unpack(objects.get(content) ?? "");
    const runs = runsOf(drawn);
    const size: [number, number] = [millimetres(right - left), millimetres(top - bottom)];
    return { size, runs, text: textOf(drawn, fontsOf(page, objects)), colours: coloursOf(drawn) };
  });
}

/** The fonts of a page by their names: which characters their codes stand for. */
function fontsOf(page: string, objects: Map<string, string>): Map<string, Map<string, string>> {
  const fonts = /\/Font\s*<<([\s\S]*?)>>/.exec(page)?.[1] ?? "";
  return new Map(
    [...fonts.matchAll(/\/(\S+) (\d+) 0 R/g)].map(([, name = "", id = ""]) => {
      const characters = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id) ?? "")?.[1] ?? "";
      return [name, charactersOf(unpack(objects.get(characters) ?? ""))];
    }),
  );
}

function charactersOf(map: string): Map<string, string> {
  const characters = new Map<string, string>();
  for (const [, kind, lines = ""] of map.matchAll(/beginbf(char|range)([\s\S]*?)endbf/g)) {
    for (const line of lines.trim().split("\n")) {
      const codes = [...line.matchAll(/<(\w+)>/g)].map(([, code = ""]) => code);
      const [first = "", to = ""] = [codes[0], codes.at(-1)];
      const n = kind === "range" ? parseInt(codes[1] ?? "", 16) - parseInt(first, 16) : 0;
      for (let idx = 0; idx <= n; idx += 1) {
        const code = (parseInt(first, 16) + idx).toString(16).toUpperCase().padStart(first.length, "0");
        const units = (to.match(/.{4}/g) ?? []).map((unit) => parseInt(unit, 16));
        units.push((units.pop() ?? 0) + idx);
        characters.set(code, String.fromCharCode(...units));
      }
    }
  }
  return characters;
}

function textOf(drawn: string, fonts: Map<string, Map<string, string>>): string {
  let text = "";
  let characters = new Map<string, string>();
  let isSaid = false;
  for (const [token, said, font, codes = ""] of drawn.matchAll(/\/ActualText <FEFF(\w+)>|\/(\S+) [\d.]+ Tf|<([0-9A-Fa-f]+)>|\bEMC\b/g)) {
    if (font !== undefined) characters = fonts.get(font) ?? new Map<string, string>();
    // What a glyph stands for may be said beside it, where one glyph is of several characters.
    if (said !== undefined) text += (said.match(/.{4}/g) ?? []).map((unit) => String.fromCharCode(parseInt(unit, 16))).join("");
    if (said !== undefined || token === "EMC") isSaid = said !== undefined;
    if (isSaid) continue;
    // Fonts that are drawn have codes of one byte, others of two.
    const width = [...characters.keys()][0]?.length ?? 4;
    const all = codes.toUpperCase().match(new RegExp(`.{${width}}`, "g")) ?? [];
    text += all.map((code) => characters.get(code) ?? "\ufffd").join("");
  }
  return squeezed(text);
}

/** Words as they are compared with those of a file: no blanks, no case, one form of each character. */
export function squeezed(text: string): string {
  return text.normalize("NFKC").replaceAll(/\s/g, "").toLowerCase();
}

function coloursOf(drawn: string): [number, number, number][] {
  const all = [...drawn.matchAll(/([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG)\b/g)];
  return all.map(([, red, green, blue]) => [Number(red), Number(green), Number(blue)]);
}

function millimetres(points: number): number {
  return Math.round((points / 72) * 25.4);
}

function unpack(body: string): string {
  const start = /stream\r?\n/.exec(body);
  if (!start) return "";
  const packed = Buffer.from(body.slice(start.index + start[0].length, body.lastIndexOf("endstream")), "latin1");
  return body.includes("/FlateDecode") ? inflateSync(packed).toString("latin1") : packed.toString("latin1");
}

/** Each text object with its font and its glyphs, without where they stand. */
function runsOf(drawn: string): string[] {
  return [...drawn.matchAll(/\bBT\b([\s\S]*?)\bET\b/g)].map(([, text = ""]) => {
    const font = /\/(\S+) [\d.]+ Tf/.exec(text)?.[1] ?? "";
    return font + [...text.matchAll(/<([0-9A-Fa-f]+)>/g)].map(([, glyphs]) => glyphs).join("");
  });
}
