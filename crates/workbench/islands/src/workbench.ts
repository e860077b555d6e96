// The script of the workbench. Every view reads without it; it adds keys, dropping of files on any page, and zooming.

import { listenToKeys } from "./keys";
import { takeDroppedFiles } from "./drop";
import { zoomLanes } from "./lanes";
import { lightUpNetwork } from "./network";
import { keepSelection } from "./selection";

listenToKeys();
takeDroppedFiles();
keepSelection();
for (const figure of document.querySelectorAll<HTMLElement>("[data-lanes]")) zoomLanes(figure);
for (const figure of document.querySelectorAll<HTMLElement>("[data-network]")) lightUpNetwork(figure);
