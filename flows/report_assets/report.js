// Charts are drawn from the specifications in the page; nothing is asked of anywhere else.
const root = document.documentElement;
const views = [];

function config() {
  const style = getComputedStyle(root);
  const ink = style.getPropertyValue("--ink").trim();
  const line = style.getPropertyValue("--line").trim();
  return {
    background: "transparent",
    font: "system-ui, sans-serif",
    view: { stroke: line },
    axis: { labelColor: ink, titleColor: ink, gridColor: line, domainColor: line, tickColor: line, titleFontWeight: "normal" },
    legend: { labelColor: ink, titleColor: ink },
    header: { labelColor: ink, titleColor: ink },
    text: { color: ink },
  };
}

// The page's own colours in a specification, by the name that report.css gives them in each theme.
const OWN = new Set(["--chart-bar", "--chart-gap", "--paper"]);
const coloured = (style) => (_, value) => (OWN.has(value) ? style.getPropertyValue(value).trim() : value);

async function draw() {
  while (views.length) views.pop().finalize();
  const themed = coloured(getComputedStyle(root));
  for (const place of document.querySelectorAll(".chart")) {
    const spec = JSON.parse(place.nextElementSibling.textContent, themed);
    if (spec.width !== "container") spec.width = Math.max(200, place.clientWidth - 60);
    place.textContent = "";
    const drawn = await vegaEmbed(place, spec, {
      actions: false,
      renderer: "svg",
      config: config(),
      tooltip: { theme: root.dataset.theme },
    });
    views.push(drawn);
  }
}

function setTheme(theme) {
  root.dataset.theme = theme;
  document.getElementById("theme").textContent = theme === "dark" ? "Light theme" : "Dark theme";
}

function search() {
  const rows = [...document.querySelectorAll("#found tbody tr")];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const box = document.getElementById("words");
  const count = document.getElementById("count");
  const show = () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, place) => {
      const has = words.every((word) => texts[place].includes(word));
      row.hidden = !has;
      shown += has;
    });
    count.textContent = `${shown.toLocaleString("en")} of ${rows.length.toLocaleString("en")} rows`;
  };
  box.addEventListener("input", show);
  show();
}

setTheme(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
document.getElementById("theme").addEventListener("click", () => {
  setTheme(root.dataset.theme === "dark" ? "light" : "dark");
  draw();
});
search();
draw().then(() => { root.dataset.drawn = String(views.length); });
let resized;
let width = innerWidth;
addEventListener("resize", () => {
  if (innerWidth === width) return;
  width = innerWidth;
  clearTimeout(resized);
  resized = setTimeout(draw, 200);
});
