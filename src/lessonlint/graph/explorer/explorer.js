// The page: what is shown, how one moves, and the address that tells it all.

const app = {
  view: "course", chosen: "", at: lessons.length, focus: "", steps: 0, theme: "",
  layers: new Set(["findings"]),
};
const slider = document.getElementById("slider");
const query = document.getElementById("query");

/** Lessons by their slug and concepts by their name: an address still holds when lessons are added. */
const nameOf = (key) => {
  const thing = things.get(key);
  if (key.startsWith("lesson:") && thing) return `lesson:${thing.slug}`;
  return key.startsWith("concept:") && thing && !key.includes("@") ? `concept:${thing.name}` : key;
};
const named = new Map([...things.keys()].map((key) => [nameOf(key), key]).reverse());
const keyOf = (name) => named.get(name) ?? name;

function addressOf() {
  const said = new URLSearchParams();
  if (app.view !== "course") said.set("view", nameOf(app.view));
  if (app.chosen) said.set("box", nameOf(app.chosen));
  if (app.at < lessons.length) said.set("before", lessons[app.at].slug);
  if (app.focus) said.set("focus", app.steps ? `${app.focus} ${app.steps}` : app.focus);
  if ([...app.layers].join() !== "findings") said.set("layers", [...app.layers].join(" "));
  if (app.theme) said.set("theme", app.theme);
  return `#${said}`;
}

function readAddress() {
  const said = new URLSearchParams(location.hash.slice(1));
  const view = keyOf(said.get("view") ?? "course");
  app.view = pageExists(view) ? view : "course";
  app.chosen = keyOf(said.get("box") ?? "");
  const before = lessons.findIndex((lesson) => lesson.slug === said.get("before"));
  app.at = before < 0 ? lessons.length : before;
  const [focus, steps] = (said.get("focus") ?? "").split(" ");
  app.focus = ["up", "down"].includes(focus) ? focus : "";
  app.steps = [1, 2, 3].includes(Number(steps)) ? Number(steps) : 0;
  const layers = (said.get("layers") ?? "findings").split(" ");
  app.layers = new Set(["findings", "misconceptions", "models"].filter((layer) => layers.includes(layer)));
  app.theme = ["dark", "light"].includes(said.get("theme")) ? said.get("theme") : "";
}

/** Whether there is something to open: a bundle of later modules has no page. */
const pageExists = (key) => key === "course" || (things.has(key) && (hasBlock(key) || /^(lesson|concept):/.test(key)));

/** Changes what is shown and the address; a new place is a step that the browser's back button undoes. */
function go(changes, isStep = false) {
  Object.assign(app, changes);
  const address = addressOf();
  if (address !== (location.hash || "#")) history[isStep ? "pushState" : "replaceState"](null, "", address);
  return show();
}

let shown = "";
let turn = 0;
/** Shows everything anew; the scene itself only where another place or layer is shown, and then the panel after it. */
async function show() {
  const mine = (turn += 1);
  const scene = hasBlock(app.view) ? await sceneOf(app.view) : null;
  if (mine !== turn) return;
  const wanted = scene ? `${app.view} ${[...app.layers]}` : "";
  const isNew = wanted !== shown || !scene;
  if (!scene) showPage();
  else if (isNew) redraw(scene);
  shown = wanted;
  if (scene) mark(camera.svg, scene);
  showTrail();
  showTools();
  if (isNew) await pause();
  if (mine === turn) showPanel();
}

/** Draws a scene; with other layers one sees of it what one saw, anew one sees what is chosen. */
function redraw(scene) {
  const seen = camera && shown.startsWith(`${app.view} `) ? camera : null;
  stage.replaceChildren(drawScene(scene));
  if (seen) aimAt(seen);
  else if (app.chosen && boxOf(app.chosen)) bring(boxOf(app.chosen));
}

function showPage() {
  const thing = things.get(app.view);
  camera = null;
  stage.replaceChildren(thing.taught && thing.lines ? lessonPage(thing) : conceptPage(thing));
  stage.scrollTop = 0;
}

/** The level above a place. */
function above(key) {
  const thing = things.get(key);
  if (key === "course" || !thing) return "";
  if (key.startsWith("concept:")) return lessons[thing.taught[0].order].key;
  if (thing.lines) return thing.module?.key ?? "course";
  return thing.home !== undefined && hasBlock(`series:${thing.home}`) ? `series:${thing.home}` : "course";
}

function showTrail() {
  const trail = [];
  for (let key = app.view; key; key = above(key)) trail.unshift(key);
  const names = trail.map((key) => (key === "course" ? facts.title : things.get(key).head ?? things.get(key).name));
  document.getElementById("trail").replaceChildren(...trail.flatMap((key, at) => [
    at ? make("span", { class: "next" }, "›") : "",
    make("a", { "data-open": key, href: "#", "aria-current": key === app.view ? "page" : undefined }, words(names[at])),
  ]));
  document.title = names[names.length - 1];
}

function showTools() {
  for (const button of document.querySelectorAll("[data-layer]")) {
    button.setAttribute("aria-pressed", String(app.layers.has(button.dataset.layer)));
  }
  for (const button of document.querySelectorAll("[data-focus]")) {
    button.setAttribute("aria-pressed", String(app.focus === button.dataset.focus));
    button.disabled = camera === null;
  }
  document.getElementById("steps").value = String(app.steps);
  slider.value = String(app.at);
  const lesson = lessons[app.at];
  document.getElementById("when").textContent = lesson ? `before ${lesson.name}` : "after the last lesson";
  slider.setAttribute("aria-valuetext", document.getElementById("when").textContent);
  const x = (app.at * GROWTH.width) / lessons.length;
  document.getElementById("now").setAttribute("d", `M${x} 0V${GROWTH.height}`);
  const dark = app.theme ? app.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
}

/** Goes into a place, or up; the box one came from is chosen. */
async function enter(key) {
  if (!key || !pageExists(key) || key === app.view) return;
  const chosen = above(app.view) === key ? app.view : "";
  await go({ view: key, chosen, focus: "" }, true);
  const box = chosen && boxOf(chosen);
  if (box) box.focus({ preventScroll: true });
}

const boxOf = (key) => [...stage.querySelectorAll("[data-key]")].find((box) => targetOf(box.dataset.key) === key);

function choose(key) {
  if (app.chosen === key) enter(targetOf(key));
  else go({ chosen: key });
}

function toggleLayer(layer) {
  const layers = new Set(app.layers);
  if (!layers.delete(layer)) layers.add(layer);
  go({ layers });
}

const toggleFocus = (focus) => go({ focus: app.focus === focus ? "" : focus });

/** The next thing in a direction, by where things are on the screen. */
function moveTo(dx, dy) {
  const all = [...stage.querySelectorAll("[data-key], [data-open]")].filter((each) => each.tagName !== "g" || each.dataset.key);
  const now = all.includes(document.activeElement) ? document.activeElement : boxOf(app.chosen);
  if (!now) return all[0]?.focus();
  const from = middleOf(now);
  let best = null;
  for (const each of all) {
    const to = middleOf(each);
    const [along, aside] = [(to[0] - from[0]) * dx + (to[1] - from[1]) * dy, Math.abs((to[0] - from[0]) * dy) + Math.abs((to[1] - from[1]) * dx)];
    const far = along + 2 * aside;
    if (each !== now && along > 4 && (!best || far < best.far)) best = { each, far };
  }
  return best?.each.focus();
}

function middleOf(element) {
  const { x, y, width, height } = element.getBoundingClientRect();
  return [x + width / 2, y + height / 2];
}

const ARROW_KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const KEYS = {
  "/": () => query.focus(),
  Escape: () => (app.focus ? go({ focus: "" }) : enter(above(app.view))),
  Backspace: () => enter(above(app.view)),
  ",": () => go({ at: Math.max(0, app.at - 1) }),
  ".": () => go({ at: Math.min(lessons.length, app.at + 1) }),
  u: () => toggleFocus("up"),
  d: () => toggleFocus("down"),
  f: () => toggleLayer("findings"),
  m: () => toggleLayer("misconceptions"),
  a: () => toggleLayer("models"),
  t: () => toggleTheme(),
  "?": () => document.getElementById("keys").showModal(),
  "+": () => camera && zoom(0.8, ...middleOf(stage)),
  "-": () => camera && zoom(1.25, ...middleOf(stage)),
  0: () => showAll(),
};

const showAll = () => camera && fit(camera.svg, camera.size);

const toggleTheme = () => go({ theme: document.documentElement.dataset.theme === "dark" ? "light" : "dark" });

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || document.getElementById("keys").open) return;
  if (/^(INPUT|SELECT)$/.test(event.target.tagName)) return;
  const box = event.target.closest?.("[data-key]");
  if (box && (event.key === "Enter" || event.key === " ")) choose(box.dataset.key);
  else if (ARROW_KEYS[event.key]) moveTo(...ARROW_KEYS[event.key]);
  else if (KEYS[event.key]) KEYS[event.key]();
  else return;
  event.preventDefault();
}

function onQueryKey(event) {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") moveHit(event.key === "ArrowDown" ? 1 : -1);
  else if (event.key === "Enter") openHit(chosenHit());
  else if (event.key === "Escape") closeSearch();
  else return;
  event.preventDefault();
}

function openHit(hit) {
  if (!hit) return;
  const key = hit.dataset.open;
  closeSearch();
  enter(key);
}

function closeSearch() {
  query.value = "";
  showList(false);
  query.blur();
}

function onClick(event) {
  const target = event.target.closest("[data-open], [data-key], [data-layer], [data-focus], [data-at], #all, #theme, #help");
  if (!target || dragged) return;
  event.preventDefault();
  const { open: place, key, layer, focus, at } = target.dataset;
  if (target.closest("#hits")) openHit(target);
  else if (place) enter(place);
  else if (key) choose(key);
  else if (layer) toggleLayer(layer);
  else if (focus) toggleFocus(focus);
  else if (at) go({ at: Number(at) });
  else if (target.id === "all") showAll();
  else if (target.id === "theme") toggleTheme();
  else document.getElementById("keys").showModal();
}

let dragged = false;
/** Dragging moves the picture, and is no click. */
function onDrag(event) {
  if (event.type === "pointerdown") dragged = false;
  if (event.type !== "pointermove" || !camera || !(event.buttons & 1)) return;
  if (Math.abs(event.movementX) + Math.abs(event.movementY) > 2) dragged = true;
  if (dragged) pan(event.movementX, event.movementY);
}

/** The wheel zooms; far into a box it opens, far out the level above does. */
function onWheel(event) {
  if (!camera) return;
  event.preventDefault();
  zoom(event.deltaY < 0 ? 0.87 : 1.15, event.clientX, event.clientY);
  const box = event.target.closest("[data-key]");
  if (box && event.deltaY < 0 && scale() > 3.2) enter(targetOf(box.dataset.key));
  else if (event.deltaY > 0 && camera.w > camera.size[0] * 3 && camera.h > camera.size[1] * 3) enter(above(app.view));
}

/** While the slider is dragged the address waits: browsers let it change only so often. */
function onSlide() {
  app.at = Number(slider.value);
  show();
}

async function begin() {
  slider.max = String(lessons.length);
  readAddress();
  showLegend();
  showGrowth();
  await pause();
  await show();
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
  query.addEventListener("keydown", onQueryKey);
  query.addEventListener("input", () => showHits(query.value));
  query.addEventListener("blur", () => setTimeout(() => showList(false), 200));
  slider.addEventListener("input", () => onSlide());
  slider.addEventListener("change", () => go({ at: Number(slider.value) }));
  document.getElementById("steps").addEventListener("change", (event) => go({ steps: Number(event.target.value) }));
  for (const type of ["pointerdown", "pointermove"]) stage.addEventListener(type, onDrag);
  stage.addEventListener("wheel", onWheel, { passive: false });
  const reread = () => {
    readAddress();
    show();
  };
  window.addEventListener("popstate", reread);
  window.addEventListener("beforeprint", showAll);
  stage.addEventListener("focusin", (event) => camera && bring(event.target));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", showTools);
}

await begin();
await readNames();
document.documentElement.dataset.ready = "yes";
