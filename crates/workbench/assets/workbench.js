// Built from islands/src by `npm run build`; change it there. Sources: 1546d0d74aaae84280f749e2b355993c4c9d584339ec602c0d1f95d057ee9a21
"use strict";
(() => {
  // src/keys.ts
  var PLACES = {
    t: "/timeline",
    w: "/names",
    c: "/claims",
    d: "/disputes",
    p: "/pages",
    n: "/network",
    v: "/coverage",
    k: "/corrections",
    h: "/export",
    a: "/add"
  };
  var ITEMS = [".lines > li", ".hits > li", "article.dispute", ".saying", "article.page .passage", "tbody tr"];
  var EVIDENCE = "article.page a.event, article.page a.cue, .evidence a, .side .words a";
  function listenToKeys() {
    let waitsForPlace = false;
    document.addEventListener("keydown", (event) => {
      const dialog = document.querySelector("#keys");
      if (event.ctrlKey || event.metaKey || event.altKey || dialog?.open || isWriting(event.target)) {
        if (event.key === "Escape" && event.target instanceof HTMLElement) event.target.blur();
        return;
      }
      const goes = waitsForPlace ? PLACES[event.key] : void 0;
      waitsForPlace = event.key === "g" && !waitsForPlace;
      if (goes !== void 0) {
        event.preventDefault();
        location.assign(goes);
        return;
      }
      if (act(event.key, dialog)) event.preventDefault();
    });
  }
  function act(key, dialog) {
    switch (key) {
      case "?":
        dialog?.showModal();
        return true;
      case "/":
        return focus(document.querySelector("#search"));
      case "f":
        return focus(document.querySelector(".filter input, .filter select"));
      case "j":
        return step(items(), 1);
      case "k":
        return step(items(), -1);
      case "]":
        return step([...document.querySelectorAll(EVIDENCE)], 1);
      case "[":
        return step([...document.querySelectorAll(EVIDENCE)], -1);
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
  function isWriting(target) {
    if (!(target instanceof HTMLElement)) return false;
    const writes = target instanceof HTMLInputElement && target.type !== "checkbox" && target.type !== "radio";
    return writes || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
  }
  function focus(element) {
    if (element === null) return false;
    const closed = element.closest("details:not([open])");
    if (closed !== null) closed.open = true;
    element.focus();
    element.scrollIntoView({ block: "nearest" });
    return true;
  }
  function items() {
    for (const selector of ITEMS) {
      const found = [...document.querySelectorAll(selector)];
      if (found.length > 0) {
        return found.map((item) => {
          const link = item.querySelector("a");
          if (link !== null) return link;
          item.tabIndex = -1;
          return item;
        });
      }
    }
    return [];
  }
  function step(all, by) {
    const here = document.activeElement;
    if (here === null || here === document.body) return focus((by === 1 ? all[0] : all[all.length - 1]) ?? null);
    const at = all.indexOf(here);
    if (at >= 0) return focus(all[at + by] ?? null);
    const behind = (one) => (here.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
    const next = by === 1 ? all.find(behind) : all.filter((one) => !behind(one)).pop();
    return focus(next ?? null);
  }
  function follow(selector) {
    const link = document.querySelector(selector);
    link?.click();
    return link !== null;
  }
  function tick() {
    const item = document.activeElement?.closest("li, tr, .saying");
    const box = item?.querySelector("input[type=checkbox]");
    box?.click();
    return box !== null && box !== void 0;
  }
  function correct(...changes) {
    for (const change of changes) {
      const hidden = document.querySelector(`form.change input[name=change][value=${change}]`);
      const field = hidden?.closest("form")?.querySelector("input:not([type=hidden]), textarea");
      if (field) return focus(field);
    }
    return false;
  }

  // src/drop.ts
  function takeDroppedFiles() {
    let depth = 0;
    const hasFiles = (event) => event.dataTransfer?.types.includes("Files") ?? false;
    const show = (by) => {
      depth = Math.max(0, depth + by);
      document.body.classList.toggle("dropping", depth > 0);
    };
    document.addEventListener("dragenter", (event) => hasFiles(event) && show(1));
    document.addEventListener("dragleave", (event) => hasFiles(event) && show(-1));
    document.addEventListener("dragover", (event) => {
      if (hasFiles(event)) event.preventDefault();
    });
    document.addEventListener("drop", (event) => {
      if (!hasFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      show(-depth);
      const isFile = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()?.isFile ?? true);
      const files = [...event.dataTransfer.files].filter((_, k) => isFile[k] ?? true);
      if (files.length === 0) alertOfFolder();
      else send(files);
    });
    document.querySelector("form.add")?.addEventListener("submit", (event) => {
      const files = document.querySelector("#files")?.files;
      if (files === null || files === void 0 || files.length === 0) return;
      event.preventDefault();
      send([...files]);
    });
  }
  function alertOfFolder() {
    const note = document.createElement("p");
    note.setAttribute("role", "status");
    note.className = "sending";
    note.textContent = "That is a folder. Drop its files, or run `dateline add` on it.";
    document.querySelector("main")?.prepend(note);
  }
  function send(files) {
    if (files.length === 0) return;
    const form = new FormData();
    for (const file of files) form.append("file", file, file.name);
    const bar = document.createElement("progress");
    const note = document.createElement("p");
    note.setAttribute("role", "status");
    note.className = "sending";
    const what = files.length === 1 ? files[0]?.name ?? "" : `${files.length} files`;
    note.append(`Sending ${what} `, bar);
    document.querySelector("main")?.prepend(note);
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) {
        bar.max = event.total;
        bar.value = event.loaded;
      }
    });
    request.addEventListener("load", () => {
      if (request.status === 200 || request.responseURL.includes("/work")) location.assign(request.responseURL);
      else note.textContent = `The files were not taken (${request.status}). ${told(request.responseText)}`;
    });
    request.addEventListener("error", () => {
      note.textContent = "The workbench does not answer any more.";
    });
    request.open("POST", "/add");
    request.send(form);
  }
  function told(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    return page.querySelector("main p")?.textContent ?? "";
  }

  // src/lanes.ts
  var WIDTH = 1e3;
  var MARGIN = 34;
  var NARROWEST = 7;
  var DAY = 864e5;
  var FEWEST = 3;
  function zoomLanes(figure) {
    const svg = figure.querySelector("svg");
    const region = figure.querySelector(".scroll");
    if (svg === null || region === null) return;
    const first = Number(figure.dataset["first"]);
    const last = Math.max(Number(figure.dataset["last"]), first + FEWEST);
    let from = first;
    let to = last;
    let asked = 0;
    const shapes = [...svg.querySelectorAll("[data-a]")].map((element) => ({
      element,
      a: Number(element.dataset["a"]),
      b: Number(element.dataset["b"])
    }));
    const axis = svg.querySelector(".axis");
    const height = svg.viewBox.baseVal.height;
    const x = (day) => MARGIN + (day - from) / (to - from) * (WIDTH - 2 * MARGIN);
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
    const show = (newFrom, newTo) => {
      const span = Math.min(Math.max(newTo - newFrom, FEWEST), last - first);
      from = Math.min(Math.max(newFrom, first), last - span);
      to = from + span;
      if (asked === 0) asked = requestAnimationFrame(draw);
    };
    const zoom = (factor, at = (from + to) / 2) => show(at - (at - from) * factor, at + (to - at) * factor);
    const move = (share) => show(from + (to - from) * share, to + (to - from) * share);
    const dayAt = (clientX) => {
      const box = svg.getBoundingClientRect();
      const inside = (clientX - box.left) / box.width * WIDTH;
      return from + (inside - MARGIN) / (WIDTH - 2 * MARGIN) * (to - from);
    };
    const tools = document.createElement("div");
    tools.className = "tools";
    const button = (name, act2) => {
      const made = document.createElement("button");
      made.type = "button";
      made.textContent = name;
      made.addEventListener("click", act2);
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
          return;
        }
        event.preventDefault();
        if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) move((event.deltaX || event.deltaY) / 1e3);
        else zoom(Math.exp(event.deltaY / 400), dayAt(event.clientX));
      },
      { passive: false }
    );
    let held = null;
    svg.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || event.target.closest("a") !== null) return;
      held = { x: event.clientX, from, to };
      svg.setPointerCapture(event.pointerId);
      region.focus({ preventScroll: true });
    });
    svg.addEventListener("pointermove", (event) => {
      if (held === null) return;
      const days = (held.x - event.clientX) / svg.getBoundingClientRect().width * (held.to - held.from);
      show(held.from + days, held.to + days);
    });
    for (const end of ["pointerup", "pointercancel"]) svg.addEventListener(end, () => held = null);
    region.addEventListener("keydown", (event) => {
      const acts = {
        "+": () => zoom(0.5),
        "=": () => zoom(0.5),
        "-": () => zoom(2),
        ArrowLeft: () => move(-0.2),
        ArrowRight: () => move(0.2),
        "0": () => show(first, last)
      };
      const act2 = event.ctrlKey || event.metaKey || event.altKey ? void 0 : acts[event.key];
      if (act2 === void 0) return;
      event.preventDefault();
      event.stopPropagation();
      act2();
    });
    note.textContent = `${iso(from)} to ${iso(to)}`;
  }
  function iso(day) {
    return new Date(Math.round(day) * DAY).toISOString().slice(0, 10);
  }
  var SVG = "http://www.w3.org/2000/svg";
  function drawAxis(axis, from, to, x, height) {
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
  function ticks(from, to) {
    const days = to - from;
    const found = [];
    if (days <= 62) {
      const step2 = Math.max(1, Math.ceil(days / 7));
      for (let day = Math.ceil(from); day <= to; day += step2) found.push([day, iso(day)]);
      return found;
    }
    const date = new Date(from * DAY);
    const months = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6e3, 12e3].find((step2) => days / (30.4 * step2) <= 10) ?? 24e3;
    const begin = date.getUTCFullYear() * 12 + date.getUTCMonth();
    for (let month = Math.ceil(begin / months) * months; ; month += months) {
      const start = /* @__PURE__ */ new Date(0);
      start.setUTCFullYear(Math.floor(month / 12), month % 12, 1);
      const day = start.getTime() / DAY;
      if (day > to) return found;
      if (day >= from) found.push([day, months < 12 ? iso(day).slice(0, 7) : String(start.getUTCFullYear())]);
    }
  }

  // src/network.ts
  function lightUpNetwork(figure) {
    const nodes = [...figure.querySelectorAll("[data-node]")];
    const links = [...figure.querySelectorAll("[data-one]")];
    const show = (id) => {
      const near = new Set(id === void 0 ? [] : [id]);
      for (const link of links) {
        const { one, other } = link.dataset;
        const is = id === void 0 || one === id || other === id;
        link.classList.toggle("faded", !is);
        if (is && id !== void 0) {
          for (const end of [one, other]) if (end !== void 0) near.add(end);
        }
      }
      for (const node of nodes) node.classList.toggle("faded", id !== void 0 && !near.has(node.dataset["node"] ?? ""));
    };
    for (const node of nodes) {
      const id = node.dataset["node"];
      node.addEventListener("pointerenter", () => show(id));
      node.addEventListener("focusin", () => show(id));
      node.addEventListener("pointerleave", () => show(void 0));
      node.addEventListener("focusout", () => show(void 0));
    }
  }

  // src/selection.ts
  var KEY = `dateline-ticked ${document.querySelector(".dossier")?.textContent ?? ""}`;
  function keepSelection() {
    const form = document.querySelector("#selection");
    if (form === null) return;
    const ticked = new Set(kept());
    const note = form.querySelector("[data-count]");
    const clear = form.querySelector("[data-clear]");
    const boxes = [...document.querySelectorAll("input[name=happening]")];
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
  function kept() {
    try {
      const found = JSON.parse(localStorage.getItem(KEY) ?? "[]");
      return Array.isArray(found) ? found.filter((it) => typeof it === "string") : [];
    } catch {
      return [];
    }
  }

  // src/workbench.ts
  listenToKeys();
  takeDroppedFiles();
  keepSelection();
  for (const figure of document.querySelectorAll("[data-lanes]")) zoomLanes(figure);
  for (const figure of document.querySelectorAll("[data-network]")) lightUpNetwork(figure);
})();
