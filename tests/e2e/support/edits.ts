// Edits one after another, as fast as the app says that they are saved, and the proof that none is lost.
// Not here: what happens meanwhile.
import { expect } from "@playwright/test";
import type { App } from "./app.ts";

/** Fields that take any text and change often. */
export const FIELDS = ["field-remark", "field-contact", "field-traits"];

/** Edits as fast as the app says "saved"; tells of each one at that moment. Runs in the page. */
export async function editInPage({ fields, round, nEdits }: { fields: string[]; round: number; nEdits: number }): Promise<void> {
  const { tellSaved } = window as unknown as { tellSaved: (text: string) => Promise<void> };
  const status = document.querySelector(".status");
  const isSaved = (): boolean => status?.getAttribute("data-saving") === "saved";
  const untilSaved = (): Promise<void> =>
    new Promise((done) => {
      if (isSaved()) return done();
      const observer = new MutationObserver(() => {
        if (!isSaved()) return;
        observer.disconnect();
        done();
      });
      observer.observe(document.body, { attributes: true, childList: true, subtree: true, characterData: true });
    });
  for (let n = 1; n <= nEdits; n += 1) {
    const field = document.querySelector<HTMLInputElement | HTMLTextAreaElement>(`#${fields[n % fields.length]}`);
    if (!field) throw new Error("the field is not there");
    const text = `R${round}E${n}.`;
    field.focus();
    const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value") ?? {};
    set?.call(field, text);
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    field.blur();
    // The app draws in its next turn; what it shows then counts.
    await new Promise((done) => setTimeout(done, 0));
    await untilSaved();
    void tellSaved(text);
  }
}

/** Every edit stands in the timeline of the file, and no field is behind its last one. */
export async function expectAll(app: App, saved: string[]): Promise<void> {
  if (saved.length === 0) return;
  const card = app.page.getByRole("region", { name: "黄卡" });
  await expect(card).not.toContainText("正在读取更早的记录");
  const text = (await card.textContent()) ?? "";
  const lost = saved.filter((it) => !text.includes(`${it}`));
  expect(lost, `of ${saved.length} edits shown as saved`).toEqual([]);
}
