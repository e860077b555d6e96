// Pointing at somebody in the network shows only those they had to do with.

export function lightUpNetwork(figure: HTMLElement): void {
  const nodes = [...figure.querySelectorAll<SVGElement>("[data-node]")];
  const links = [...figure.querySelectorAll<SVGElement>("[data-one]")];
  const show = (id: string | undefined) => {
    const near = new Set(id === undefined ? [] : [id]);
    for (const link of links) {
      const { one, other } = link.dataset;
      const is = id === undefined || one === id || other === id;
      link.classList.toggle("faded", !is);
      if (is && id !== undefined) for (const end of [one, other]) if (end !== undefined) near.add(end);
    }
    for (const node of nodes) node.classList.toggle("faded", id !== undefined && !near.has(node.dataset["node"] ?? ""));
  };
  for (const node of nodes) {
    const id = node.dataset["node"];
    node.addEventListener("pointerenter", () => show(id));
    node.addEventListener("focusin", () => show(id));
    node.addEventListener("pointerleave", () => show(undefined));
    node.addEventListener("focusout", () => show(undefined));
  }
}
