// Zooming and moving in the lanes of the timeline. The drawing comes from the server with the days in `data-a` and `data-b`; here only
// places are computed anew. What is seen can be made the days of the list.

const WIDTH = 1000;
const MARGIN = 34;
const NARROWEST = 7;
const DAY = 86_400_000;
/** Fewest days that fill the drawing. */
const FEWEST = 3;

export function zoomLanes(figure: HTMLElement): void {
  const svg = figure.querySelector("svg");
  const region = figure.querySelector<HTMLElement>(".scroll");
  if (svg === null || region === null) return;
  const first = Number(figure.dataset["first"]);
  const last = Math.max(Number(figure.dataset["last"]), first + FEWEST);
  let from = first;
  let to = last;
  let asked = 0;

  const shapes = [...svg.querySelectorAll<SVGElement>("[data-a]")].map((element) => ({
    element,
    a: Number(element.dataset["a"]),
    b: Number(element.dataset["b"]),
  }));
  const axis = svg.querySelector<SVGGElement>(".axis");
  const height = svg.viewBox.baseVal.height;
  const x = (day: number) => MARGIN + ((day - from) / (to - from)) * (WIDTH - 2 * MARGIN);

  const draw = () => {
    asked = 0;
    for (const { element, a, b } of shapes) {
      const [left, right] = [x(a), x(b)];
      const width = Math.max(right - left, NARROWEST);
      const middle = (left + right) / 2;
      const seen = right >= MARGIN - NARROWEST && left <= WIDTH - MARGIN + NARROWEST;
      element.style.display = seen ? "" : "none";
      if (element.tagName === "rect") {
        element.setAttribute("x", (middle - width / 2).toFixed(1));
        element.setAttribute("width", width.toFixed(1));
      } else {
        element.setAttribute("x1", (left + NARROWEST / 2).toFixed(1));
        element.setAttribute("x2", right.toFixed(1));
      }
    }
    if (axis !== null) drawAxis(axis, from, to, x, height);
    note.textContent = `${iso(from)} to ${iso(to)}`;
  };
  /** Draws once a frame, however often the wheel turns. */
  const show = (newFrom: number, newTo: number) => {
    const span = Math.min(Math.max(newTo - newFrom, FEWEST), last - first);
    from = Math.min(Math.max(newFrom, first), last - span);
    to = from + span;
    if (asked === 0) asked = requestAnimationFrame(draw);
  };
  const zoom = (factor: number, at = (from + to) / 2) => show(at - (at - from) * factor, at + (to - at) * factor);
  const move = (share: number) => show(from + (to - from) * share, to + (to - from) * share);
  const dayAt = (clientX: number) => {
    const box = svg.getBoundingClientRect();
    const inside = ((clientX - box.left) / box.width) * WIDTH;
    return from + ((inside - MARGIN) / (WIDTH - 2 * MARGIN)) * (to - from);
  };

  const tools = document.createElement("div");
  tools.className = "tools";
  const button = (name: string, act: () => void) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = name;
    made.addEventListener("click", act);
    tools.append(made);
  };
  button("Nearer", () => zoom(0.5));
  button("Farther", () => zoom(2));
  button("Earlier", () => move(-0.5));
  button("Later", () => move(0.5));
  button("All", () => show(first, last));
  button("List these days", () => {
    const address = new URL(location.href);
    address.searchParams.set("from", iso(Math.ceil(from)));
    address.searchParams.set("to", iso(Math.floor(to)));
    address.searchParams.delete("skip");
    location.assign(address);
  });
  const note = document.createElement("span");
  note.className = "about";
  note.setAttribute("aria-live", "polite");
  tools.append(note);
  region.before(tools);

  svg.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.shiftKey && Math.abs(event.deltaX) <= Math.abs(event.deltaY) && !document.activeElement?.closest(".lanes")) {
        return; // The page scrolls, until somebody works in the drawing.
      }
      event.preventDefault();
      if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) move((event.deltaX || event.deltaY) / 1000);
      else zoom(Math.exp(event.deltaY / 400), dayAt(event.clientX));
    },
    { passive: false },
  );
  let held: { x: number; from: number; to: number } | null = null;
  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || (event.target as Element).closest("a") !== null) return;
    held = { x: event.clientX, from, to };
    svg.setPointerCapture(event.pointerId);
    region.focus({ preventScroll: true });
  });
  svg.addEventListener("pointermove", (event) => {
    if (held === null) return;
    const days = ((held.x - event.clientX) / svg.getBoundingClientRect().width) * (held.to - held.from);
    show(held.from + days, held.to + days);
  });
  for (const end of ["pointerup", "pointercancel"] as const) svg.addEventListener(end, () => (held = null));
  region.addEventListener("keydown", (event) => {
    const acts: Record<string, () => void> = {
      "+": () => zoom(0.5),
      "=": () => zoom(0.5),
      "-": () => zoom(2),
      ArrowLeft: () => move(-0.2),
      ArrowRight: () => move(0.2),
      "0": () => show(first, last),
    };
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : acts[event.key];
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  });
  note.textContent = `${iso(from)} to ${iso(to)}`;
}

function iso(day: number): string {
  return new Date(Math.round(day) * DAY).toISOString().slice(0, 10);
}

const SVG = "http://www.w3.org/2000/svg";

/** Names of days, months or years, at most ten. */
function drawAxis(axis: SVGGElement, from: number, to: number, x: (day: number) => number, height: number): void {
  axis.replaceChildren();
  for (const [day, name] of ticks(from, to)) {
    const line = document.createElementNS(SVG, "line");
    const text = document.createElementNS(SVG, "text");
    const at = x(day).toFixed(1);
    for (const end of ["x1", "x2"]) line.setAttribute(end, at);
    line.setAttribute("y1", "0");
    line.setAttribute("y2", String(height - 22));
    text.setAttribute("x", at);
    text.setAttribute("y", String(height - 6));
    text.textContent = name;
    axis.append(line, text);
  }
}

function ticks(from: number, to: number): [number, string][] {
  const days = to - from;
  const found: [number, string][] = [];
  if (days <= 62) {
    const step = Math.max(1, Math.ceil(days / 7));
    for (let day = Math.ceil(from); day <= to; day += step) found.push([day, iso(day)]);
    return found;
  }
  const date = new Date(from * DAY);
  const months = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12_000].find((step) => days / (30.4 * step) <= 10) ?? 24_000;
  const begin = date.getUTCFullYear() * 12 + date.getUTCMonth();
  for (let month = Math.ceil(begin / months) * months; ; month += months) {
    const start = new Date(0);
    start.setUTCFullYear(Math.floor(month / 12), month % 12, 1);
    const day = start.getTime() / DAY;
    if (day > to) return found;
    if (day >= from) found.push([day, months < 12 ? iso(day).slice(0, 7) : String(start.getUTCFullYear())]);
  }
}
