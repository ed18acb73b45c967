// What a tablet keeps, as bytes: whether a text is among it. Not here: what may be there.
import type { Page } from "@playwright/test";

/** Which of these texts stand in what the tablet keeps, in any database, as they are written there. */
export async function kept(page: Page, texts: string[]): Promise<string[]> {
  return page.evaluate(async (texts) => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error("no answer"));
      });
    // Bytes as letters of one byte each, so that the bytes of a text are found among others.
    const latin = (bytes: Uint8Array): string => new TextDecoder("windows-1252").decode(bytes);
    let all = "";
    const read = (value: unknown): void => {
      if (value instanceof ArrayBuffer) all += latin(new Uint8Array(value));
      else if (ArrayBuffer.isView(value)) all += latin(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
      else if (typeof value === "string") all += latin(new TextEncoder().encode(value));
      else if (typeof value === "object" && value !== null) Object.values(value).forEach(read);
    };
    for (const { name } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name ?? ""));
      for (const store of database.objectStoreNames) {
        (await done(database.transaction(store).objectStore(store).getAll())).forEach(read);
      }
      database.close();
    }
    return texts.filter((text) => all.includes(latin(new TextEncoder().encode(text))));
  }, texts);
}
