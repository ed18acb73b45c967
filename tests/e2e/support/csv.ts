// Reading CSV files as bytes, independently of the app. Not here: what the columns mean.

/** Cells of every record, quotes resolved. */
export function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let idx = 0; idx < text.length; idx += 1) {
    const char = text[idx];
    if (isQuoted) {
      if (char === '"' && text[idx + 1] === '"') {
        cell += '"';
        idx += 1;
      } else if (char === '"') isQuoted = false;
      else cell += char;
    } else if (char === '"') isQuoted = true;
    else if (char === ",") {
      record.push(cell);
      cell = "";
    } else if (char === "\n") {
      records.push([...record, cell.replace(/\r$/, "")]);
      record = [];
      cell = "";
    } else cell += char;
  }
  if (cell !== "" || record.length > 0) records.push([...record, cell]);
  return records;
}

export function decode(bytes: Buffer, encoding: "gb18030" | "utf-8"): string {
  return new TextDecoder(encoding, { fatal: true }).decode(bytes);
}
