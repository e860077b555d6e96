// Files that are dropped on any page are sent to `/add`, with a bar that tells how far they are.

export function takeDroppedFiles(): void {
  let depth = 0;
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
  const show = (by: number) => {
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
    // A folder is no file, and would fail all of them.
    const isFile = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()?.isFile ?? true);
    const files = [...event.dataTransfer.files].filter((_, k) => isFile[k] ?? true);
    if (files.length === 0) alertOfFolder();
    else send(files);
  });
  // The form itself tells how far it is, too.
  document.querySelector<HTMLFormElement>("form.add")?.addEventListener("submit", (event) => {
    const files = document.querySelector<HTMLInputElement>("#files")?.files;
    if (files === null || files === undefined || files.length === 0) return;
    event.preventDefault();
    send([...files]);
  });
}

function alertOfFolder(): void {
  const note = document.createElement("p");
  note.setAttribute("role", "status");
  note.className = "sending";
  note.textContent = "That is a folder. Drop its files, or run `dateline add` on it.";
  document.querySelector("main")?.prepend(note);
}

function send(files: File[]): void {
  if (files.length === 0) return;
  const form = new FormData();
  for (const file of files) form.append("file", file, file.name);
  const bar = document.createElement("progress");
  const note = document.createElement("p");
  note.setAttribute("role", "status");
  note.className = "sending";
  const what = files.length === 1 ? (files[0]?.name ?? "") : `${files.length} files`;
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

/** What the page of an answer says. */
function told(html: string): string {
  const page = new DOMParser().parseFromString(html, "text/html");
  return page.querySelector("main p")?.textContent ?? "";
}
