// Reading the pages of a PDF file as bytes, independently of any reader. Not here: what is on them.
import { inflateSync } from "node:zlib";

/** What can be told of one page. */
export interface PdfPage {
  /** Width and height in millimetres. */
  size: [number, number];
  /** The runs of glyphs that are drawn, as the file has them; the same words in the same font are equal. */
  runs: string[];
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
    return { size: [millimetres(right - left), millimetres(top - bottom)], runs: runsOf(drawn) };
  });
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
