"use strict";
// Draws the map at the places that were computed beforehand, and shows where an arrow is said.
const { nodes, edges } = JSON.parse(document.getElementById("data").textContent);
const about = document.getElementById("about");
const shown = { nodes: new vis.DataSet(nodes), edges: new vis.DataSet(edges) };
const network = new vis.Network(document.getElementById("map"), shown, {
  physics: false,
  interaction: { hover: true, zoomView: false, selectConnectedEdges: false, keyboard: { enabled: true, bindToWindow: false }, navigationButtons: false },
  nodes: { font: { face: "DejaVu Sans, Verdana, sans-serif", color: "#1b1b1b" }, margin: 8 },
  edges: { color: { color: "#555", highlight: "#000", hover: "#000" }, width: 1.3, smooth: false,
           arrows: { to: { scaleFactor: 0.7 } } },
});

// Text only, never markup: what stands on the page comes from files that anybody may have written.
function show(item) {
  about.replaceChildren();
  if (!item || !item.about) return;
  const heading = document.createElement("strong");
  heading.textContent = item.about.heading;
  about.append(heading);
  for (const line of item.about.lines) {
    const paragraph = document.createElement("p");
    paragraph.textContent = line;
    about.append(paragraph);
  }
}
network.on("hoverNode", ({ node }) => show(shown.nodes.get(node)));
network.on("hoverEdge", ({ edge }) => show(shown.edges.get(edge)));
network.on("selectNode", ({ nodes: [node] }) => show(shown.nodes.get(node)));
network.on("deselectNode", () => show(null));
for (const button of document.querySelectorAll("button[data-zoom]")) {
  const factor = Number(button.dataset.zoom);
  button.addEventListener("click", () => {
    if (factor) network.moveTo({ scale: network.getScale() * factor });
    else network.fit();
  });
}
network.once("afterDrawing", () => { network.fit(); document.body.dataset.drawn = "yes"; });
