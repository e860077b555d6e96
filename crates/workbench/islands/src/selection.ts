// Ticks of the timeline that outlast a screenful and the window: kept in the browser, and handed to the form that makes a brief of them.

/** Where they are kept: for each dossier its own. */
const KEY = `dateline-ticked ${document.querySelector(".dossier")?.textContent ?? ""}`;

export function keepSelection(): void {
  const form = document.querySelector<HTMLFormElement>("#selection");
  if (form === null) return;
  const ticked = new Set(kept());
  const note = form.querySelector<HTMLElement>("[data-count]");
  const clear = form.querySelector<HTMLElement>("[data-clear]");
  const boxes = [...document.querySelectorAll<HTMLInputElement>("input[name=happening]")];
  const tell = () => {
    localStorage.setItem(KEY, JSON.stringify([...ticked]));
    if (clear !== null) clear.hidden = ticked.size === 0;
    if (note !== null) note.textContent = ticked.size === 0 ? "" : `${ticked.size} ticked`;
  };
  for (const box of boxes) {
    box.checked = ticked.has(box.value);
    box.addEventListener("change", () => {
      if (box.checked) ticked.add(box.value);
      else ticked.delete(box.value);
      tell();
    });
  }
  // What was ticked on other screenfuls goes with the form.
  form.addEventListener("submit", () => {
    for (const stale of form.querySelectorAll("input[type=hidden][name=happening]")) stale.remove();
    const here = new Set(boxes.map((box) => box.value));
    for (const id of ticked) {
      if (here.has(id)) continue;
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = "happening";
      field.value = id;
      form.append(field);
    }
  });
  clear?.addEventListener("click", () => {
    ticked.clear();
    for (const box of boxes) box.checked = false;
    tell();
  });
  tell();
}

function kept(): string[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found.filter((it) => typeof it === "string") : [];
  } catch {
    return [];
  }
}
