// Keys for everything; `?` lists them. The list itself is HTML of the page (`#keys`), so that it reads as the rest does.

/** Where `g` and a letter lead. */
const PLACES: Record<string, string> = {
  t: "/timeline",
  w: "/names",
  c: "/claims",
  d: "/disputes",
  p: "/pages",
  n: "/network",
  v: "/coverage",
  k: "/corrections",
  h: "/export",
  a: "/add",
};

/** What `j` and `k` step through: the first of these that a page has. */
const ITEMS = [".lines > li", ".hits > li", "article.dispute", ".saying", "article.page .passage", "tbody tr"];

/** Words on a page that `[` and `]` step through. */
const EVIDENCE = "article.page a.event, article.page a.cue, .evidence a, .side .words a";

export function listenToKeys(): void {
  let waitsForPlace = false;
  document.addEventListener("keydown", (event) => {
    const dialog = document.querySelector<HTMLDialogElement>("#keys");
    if (event.ctrlKey || event.metaKey || event.altKey || dialog?.open || isWriting(event.target)) {
      if (event.key === "Escape" && event.target instanceof HTMLElement) event.target.blur();
      return;
    }
    const goes = waitsForPlace ? PLACES[event.key] : undefined;
    waitsForPlace = event.key === "g" && !waitsForPlace;
    if (goes !== undefined) {
      event.preventDefault();
      location.assign(goes);
      return;
    }
    if (act(event.key, dialog)) event.preventDefault();
  });
}

/** Does what a key stands for; whether it stands for anything. */
function act(key: string, dialog: HTMLDialogElement | null): boolean {
  switch (key) {
    case "?":
      dialog?.showModal();
      return true;
    case "/":
      return focus(document.querySelector<HTMLElement>("#search"));
    case "f":
      return focus(document.querySelector<HTMLElement>(".filter input, .filter select"));
    case "j":
      return step(items(), 1);
    case "k":
      return step(items(), -1);
    case "]":
      return step([...document.querySelectorAll<HTMLElement>(EVIDENCE)], 1);
    case "[":
      return step([...document.querySelectorAll<HTMLElement>(EVIDENCE)], -1);
    case "n":
      return follow("a[rel=next]");
    case "b":
      return follow("a[rel=prev]");
    case "x":
      return tick();
    case "e":
      return correct("rename", "redate");
    case "r":
      return correct("reject");
    case "y":
      return correct("confirm");
    case "m":
      return correct("merge");
    case "c":
      return correct("note");
    default:
      return false;
  }
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const writes = target instanceof HTMLInputElement && target.type !== "checkbox" && target.type !== "radio";
  return writes || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}

function focus(element: HTMLElement | null): boolean {
  if (element === null) return false;
  const closed = element.closest<HTMLDetailsElement>("details:not([open])");
  if (closed !== null) closed.open = true;
  element.focus();
  element.scrollIntoView({ block: "nearest" });
  return true;
}

/** What can be stepped through: in each item its first link, or the item itself. */
function items(): HTMLElement[] {
  for (const selector of ITEMS) {
    const found = [...document.querySelectorAll<HTMLElement>(selector)];
    if (found.length > 0) {
      return found.map((item) => {
        const link = item.querySelector<HTMLElement>("a");
        if (link !== null) return link;
        item.tabIndex = -1;
        return item;
      });
    }
  }
  return [];
}

/** Moves the focus to the next of `all` in the order of the page, or the one before. */
function step(all: HTMLElement[], by: 1 | -1): boolean {
  const here = document.activeElement;
  if (here === null || here === document.body) return focus((by === 1 ? all[0] : all[all.length - 1]) ?? null);
  const at = all.indexOf(here as HTMLElement);
  if (at >= 0) return focus(all[at + by] ?? null);
  const behind = (one: HTMLElement) => (here.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  const next = by === 1 ? all.find(behind) : all.filter((one) => !behind(one)).pop();
  return focus(next ?? null);
}

function follow(selector: string): boolean {
  const link = document.querySelector<HTMLAnchorElement>(selector);
  link?.click();
  return link !== null;
}

/** Ticks what has the focus, or takes the tick away. */
function tick(): boolean {
  const item = document.activeElement?.closest("li, tr, .saying");
  const box = item?.querySelector<HTMLInputElement>("input[type=checkbox]");
  box?.click();
  return box !== null && box !== undefined;
}

/** Opens the first form that makes one of these changes. */
function correct(...changes: string[]): boolean {
  for (const change of changes) {
    const hidden = document.querySelector(`form.change input[name=change][value=${change}]`);
    const field = hidden?.closest("form")?.querySelector<HTMLElement>("input:not([type=hidden]), textarea");
    if (field) return focus(field);
  }
  return false;
}
