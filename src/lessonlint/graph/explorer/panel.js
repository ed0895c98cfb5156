// The panel at the side: what is chosen, with its findings, and what students know at the slider.

const LATEST = 20;
const panel = document.getElementById("panel");

function showPanel() {
  panel.replaceChildren(...crowdedPart(), ...chosenPart(), studentsPart());
}

const crowdedPart = () => (scenes.get(app.view)?.crowded
  ? [make("p", { class: "none" }, "More arrows than anybody can follow: those of a box are drawn when you choose it.")] : []);

function chosenPart() {
  const thing = things.get(targetOf(app.chosen)) ?? things.get(app.view);
  if (!thing) return [coursePart()];
  const here = thing.key === app.view;
  const parts = [make("h2", {}, words(thing.name))];
  if (!here && pageExists(thing.key)) parts.push(make("button", { "data-open": thing.key, class: "main" }, "Open ↵"));
  if (thing.taught && !thing.lines) return [...parts, ...(here ? [] : conceptPart(thing))];
  return [...parts, ...unitPart(thing, here)];
}

function coursePart() {
  const all = [...series, ...modules, ...lessons].flatMap((thing) => thing.findings);
  const errors = all.filter((each) => each.startsWith("error")).length;
  return make("section", {},
    make("h2", {}, words(facts.title)),
    make("p", {}, [series.length > 1 ? counted(series.length, "series").replace("seriess", "series") : "", counted(modules.length, "module"),
      counted(lessons.length, "lesson"), counted(concepts.length, "concept")].filter(Boolean).join(" · ")),
    make("p", {}, all.length ? `${counted(errors, "error")}, ${counted(all.length - errors, "warning")}` : "No findings."),
    make("p", { class: "none" }, "Choose a box to see what is in it; choose it again to go in."));
}

/** A module, series or lesson: what it holds, by the layers that are on. */
function unitPart(thing, here) {
  const inside = lessonsOf(thing);
  const parts = [];
  if (thing.lines && !here) parts.push(listed(thing.lines.map((line) => make("li", {}, words(line)))));
  if (thing.modules) parts.push(listed(thing.modules.map((each) => make("li", {}, link(each, words(each.name))))));
  if (thing.lessons) parts.push(listed(thing.lessons.map((each) => make("li", {}, lessonName(each)))));
  const onPage = here && thing.lines;
  const add = (layer, title, items, list) => {
    if (app.layers.has(layer) && items.length && !onPage) parts.push(part(`${title} (${items.length})`, list));
  };
  add("findings", "Findings", findingsOf(thing), () => findingList(findingsOf(thing)));
  add("misconceptions", "Misconceptions", inside.flatMap((each) => each.beliefs), () => beliefList(inside));
  add("models", "Mental models and analogies", inside.flatMap((each) => each.models), () => modelList(inside));
  return parts;
}

/** A part that can be folded, filled when it is opened first. */
function part(title, fill, isOpen = true) {
  const details = make("details", {}, make("summary", {}, title));
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1) details.append(fill());
  });
  if (isOpen) {
    details.append(fill());
    details.open = true;
  }
  return details;
}

const conceptPart = (concept) => [make("p", { class: "summary" }, summaryOf(concept)), titled("History", historyList(concept))];

/** What students know at the slider, the latest modules first; beside the page of a lesson, when they come to it. */
function studentsPart() {
  const at = things.get(app.view)?.at ?? app.at;
  const known = stateBefore(at);
  const title = at < lessons.length ? `Students before ${lessons[at].name}` : "Students after the last lesson";
  const modulesKnown = new Map();
  for (const each of known) {
    const home = lessons[each.event.order].module;
    modulesKnown.set(home, [...(modulesKnown.get(home) ?? []), each]);
  }
  const isFirst = (number) => number === 0 && at < lessons.length;
  const place = ([home]) => home?.lessons[0].at ?? -1;
  const groups = [...modulesKnown].sort((one, other) => place(other) - place(one)).map(([home, group], number) => () =>
    part(`${home?.name ?? "Elsewhere"} (${group.length})`, () => listed(group.map(knownItem)), isFirst(number)));
  const [latest, earlier] = [groups.slice(0, LATEST), groups.slice(LATEST)];
  return make("section", { class: "students" }, make("h3", {}, words(title)), depthBar(known),
    make("p", {}, `${counted(known.length, "concept")}${fadingWords(known)}`),
    groups.length > 1 ? make("p", { class: "none" }, "Each stands in the module that took it deepest.") : null, ...latest.map((group) => group()),
    earlier.length ? part(counted(earlier.length, "earlier module"), () => make("div", {}, ...earlier.map((group) => group())), false) : null);
}

function fadingWords(known) {
  const fading = known.filter((each) => each.fading).length;
  return fading ? `, ${fading} of them fading` : "";
}

const knownItem = ({ concept, level, since, fading }) => make("li", { class: fading ? "fading" : "" }, chip(concept, level), " ",
  depthTag(level), fading ? make("small", { class: "why" }, ` fading, ${since} lessons ago`) : null);

/** How much of what students know is how deep, as one bar. */
function depthBar(known) {
  const counts = new Array(facts.ladder.length + 1).fill(0);
  for (const each of known) counts[each.level + 1] += 1;
  const svg = make("svg:svg", { class: "bar", viewBox: "0 0 300 22", role: "img" });
  let x = 0;
  counts.forEach((count, at) => {
    if (!count) return;
    const width = (300 * count) / known.length;
    svg.append(make("svg:g", { class: `depth-${at - 1}` }, make("svg:title", {}, `${count} ${depthWord(at - 1)}`),
      make("svg:rect", { class: "shape", x, y: 1, width, height: 20 }),
      width > 18 ? make("svg:text", { x: x + width / 2, y: 15, "text-anchor": "middle" }, String(count)) : null));
    x += width;
  });
  return svg;
}

function showLegend() {
  const depths = facts.ladder.map((word, level) => make("span", { class: chipClass(`depth-${level}`) }, word));
  const loads = facts.loads.map((word, load) => make("span", { class: chipClass(`load-${load}`) }, `${facts.signs[load]} ${word}`));
  const arrows = facts.arrows.map(([kind, meaning]) => make("span", { class: "meaning" }, signOf(kind), ` ${meaning}`));
  if (facts.meant.length) arrows.push(make("span", { class: "meaning" }, facts.meant.join(" ")));
  document.getElementById("legend").replaceChildren(
    make("p", {}, "Depth ", ...depths), make("p", {}, make("span", { class: "meaning" }, "Load "), ...loads), make("p", {}, ...arrows));
}

const GROWTH = { width: 1000, height: 40 };

/** Above the slider: how many concepts students have at each depth as the course goes on. */
function showGrowth() {
  const sums = growth();
  const most = Math.max(1, total(sums[sums.length - 1]));
  const x = (at) => (at * GROWTH.width) / lessons.length;
  const stride = Math.max(1, Math.floor(lessons.length / 500));
  const points = sums.map((_, at) => at).filter((at) => at % stride === 0 || at === lessons.length);
  const svg = make("svg:svg", { viewBox: `0 0 ${GROWTH.width} ${GROWTH.height}`, preserveAspectRatio: "none" });
  for (let depth = 0; depth <= facts.ladder.length; depth += 1) {
    const above = (at) => GROWTH.height - (GROWTH.height * total(sums[at].slice(depth))) / most;
    const line = points.map((at) => `${x(at)} ${above(at)}`).join("L");
    svg.append(make("svg:path", { class: `area depth-${depth - 1}`, d: `M0 ${GROWTH.height}L${line}L${GROWTH.width} ${GROWTH.height}Z` }));
  }
  lessons.forEach((lesson, at) => {
    if (at && lesson.module !== lessons[at - 1].module && modules.length <= 120) {
      svg.append(make("svg:path", { class: "tick", d: `M${x(at)} 0V${GROWTH.height}` }));
    }
  });
  svg.append(make("svg:path", { class: "now", id: "now" }));
  document.getElementById("growth").replaceChildren(svg);
}

const total = (numbers) => numbers.reduce((sum, each) => sum + each, 0);
