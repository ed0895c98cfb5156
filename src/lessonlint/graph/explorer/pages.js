// What lessons and concepts look like from near: words in columns, and the life of a concept as a chart.

const listed = (items) => make("ul", { class: "items" }, ...items);
const titled = (title, ...rest) => make("section", {}, make("h3", {}, title), ...rest);
const link = (thing, ...children) => make("a", { "data-open": thing.key, href: "#", class: "open" }, ...children);
const lessonName = (lesson) => link(lesson, make("span", { class: "number" }, lesson.number), " ", words(lesson.title));

/** The classes of a chip: the colours of a depth or load, and its shape as far as words can have one. */
function chipClass(look) {
  const [shape, style, rings] = facts.shapes[look];
  const form = style.includes("rounded") ? "rounded" : shape;
  return ["chip", look, `form-${form}`, style.includes("dashed") ? "dashed" : "", rings > 1 ? "double" : ""].join(" ");
}

/** A concept in the colour and shape of a depth; the gloss in its brackets is told where there is room. */
const chip = (concept, level) => link(concept, make("span", { class: chipClass(`depth-${level}`) }, words(concept.head)));

const depthTag = (level) => make("small", { class: "depth" }, depthWord(level));
const findingList = (findings) => listed(findings.map((each) =>
  make("li", { class: each.startsWith("error") ? "finding error" : "finding" }, words(each))));

/** What a need says where it is not met, faded or not sure. */
function needWords(need) {
  const needs = need.required >= 0 ? depthWord(need.required) : "some depth";
  const has = need.has >= 0 ? depthWord(need.has) : "nothing yet";
  if (isProblem(need.kind)) {
    const sign = { unmet: "✗ ", doubted: "? " }[need.kind] ?? "";
    return `${sign}needs ${needs}, has ${has}${need.doubt ? ` (${need.doubt})` : ""}${need.kind === "planned gap" ? "; gap planned" : ""}`;
  }
  return `${need.doubt ? `${need.doubt} ` : ""}${need.kind === "fading" ? "met once, long ago; " : ""}${need.required >= 0 ? `needs ${needs}` : ""}`;
}

const needItem = (need) => make("li", { class: classOf(need.kind) },
  chip(concepts[need.concept], need.has), " ", make("small", { class: "why" }, needWords(need)));

/** Groups in the order of their lessons, later lessons first where `late`. */
function byLesson(items, at) {
  const groups = new Map();
  for (const item of items) groups.set(at(item), [...(groups.get(at(item)) ?? []), item]);
  return [...groups].sort(([one], [other]) => one - other);
}

function lessonPage(lesson) {
  const page = make("article", { class: "page lesson" });
  const loads = lesson.load >= 0 ? `load-${lesson.load}` : "unit";
  page.append(make("header", { class: `card ${loads}` },
    make("h2", {}, `${lesson.number} `, words(lesson.title)),
    listed(lesson.lines.map((line) => make("li", {}, words(line)))),
    make("button", { "data-at": lesson.at }, "Put the slider here")));
  if (app.layers.has("findings") && lesson.findings.length) page.append(titled("Findings", findingList(lesson.findings)));
  page.append(make("div", { class: "columns" }, buildsOn(lesson), teaches(lesson), goesOn(lesson)));
  if (app.layers.has("misconceptions") && lesson.beliefs.length) page.append(titled("Misconceptions", beliefList([lesson])));
  if (app.layers.has("models") && lesson.models.length) page.append(titled("Mental models and analogies", modelList([lesson])));
  page.append(neighbours(lesson));
  return page;
}

function buildsOn(lesson) {
  const groups = byLesson([...new Map(lesson.needs.map((need) => [`${need.concept} ${need.kind}`, need])).values()], (need) => need.from);
  const items = groups.map(([from, needs]) => make("li", { class: "from" }, lessonName(lessons[from]), listed(needs.map(needItem))));
  return titled("Builds on", items.length ? listed(items) : make("p", { class: "none" }, "Nothing that the course taught before."));
}

function teaches(lesson) {
  const items = lesson.taught.map(({ concept, event }) => {
    const next = nextUse(concept, lesson.at);
    const then = next === undefined ? "not used again" : `next in ${lessons[next].number || lessons[next].title}`;
    return make("li", {}, chip(concept, event.reached), " ", depthTag(event.level), " ",
      make("small", { class: "why" }, `${event.deeper ? "deeper than before · " : event.again ? "again · " : ""}${then}`));
  });
  return titled("Teaches", items.length ? listed(items) : make("p", { class: "none" }, "No concept of the records."));
}

/** The next lesson after one that needs, names or teaches a concept. */
function nextUse(concept, at) {
  const later = [...concept.used, ...concept.taught.map((event) => event.order)].filter((each) => each > at);
  return later.length ? Math.min(...later) : undefined;
}

function goesOn(lesson) {
  const needs = lesson.taught.flatMap(({ concept }) => concept.needs.filter((need) => need.from === lesson.at && need.at > lesson.at));
  const items = byLesson([...new Set(needs)], (need) => need.at).map(([at, group]) =>
    make("li", { class: "from" }, lessonName(lessons[at]), listed(group.map(needItem))));
  return titled("What builds on it", items.length ? listed(items) : make("p", { class: "none" }, "Nothing needs it later."));
}

function neighbours(lesson) {
  const [before, after] = [lessons[lesson.at - 1], lessons[lesson.at + 1]];
  return make("nav", { class: "neighbours", "aria-label": "Lessons beside" },
    make("span", {}, ...(before ? ["← ", lessonName(before)] : [])),
    make("span", {}, ...(after ? [lessonName(after), " →"] : [])));
}

const beliefList = (inside) => listed(inside.flatMap((lesson) => lesson.beliefs.map((each) =>
  make("li", { class: "belief" }, make("strong", {}, words(each.belief)), inside.length > 1 ? make("small", {}, " ", lessonName(lesson)) : null,
    each.reason ? make("p", {}, make("small", {}, "because "), words(each.reason)) : null,
    each.negative ? make("p", {}, make("small", {}, "disproved by "), words(each.negative)) : null))));
const modelList = (inside) => listed(inside.flatMap((lesson) => lesson.models.map((each) =>
  make("li", { class: "model" }, make("small", {}, `${each.kind} `), words(each.words), inside.length > 1 ? make("small", {}, " ", lessonName(lesson)) : null))));

function conceptPage(concept) {
  const rests = lessons[concept.taught[0].order].bridges.map((number) => concepts[number]).filter((each) => each !== concept);
  return make("article", { class: "page concept" },
    make("h2", {}, words(concept.name)),
    make("p", { class: "summary" }, summaryOf(concept)),
    make("div", { class: "chart" }, chart(concept)),
    titled("History", historyList(concept)),
    rests.length ? titled("Connected to", listed(rests.map((each) => make("li", {}, chip(each, knownAt(each, concept.taught[0].order).level))))) : null);
}

function summaryOf(concept) {
  const last = concept.taught[concept.taught.length - 1];
  const red = concept.needs.filter((need) => need.kind === "unmet").length;
  return [`taught ${counted(concept.taught.length, "time")}, to ${depthWord(last.reached)}`,
    concept.used.length ? `used in ${counted(concept.used.length, "lesson")}` : "never used",
    red ? `${counted(red, "need")} not met` : ""].filter(Boolean).join(" · ");
}

/** Everything that happens to a concept, in course order, and how long nothing does. */
function historyOf(concept) {
  const told = new Map(concept.used.map((at) => [at, { at, what: "named" }]));
  for (const need of concept.needs) told.set(need.at, { at: need.at, what: "needed", need });
  const steps = [...told.values(), ...concept.taught.map((event) => ({ at: event.order, what: "taught", event }))];
  steps.sort((one, other) => one.at - other.at || (one.what === "taught") - (other.what === "taught"));
  return steps.flatMap((step, number) => {
    const gap = number ? step.at - steps[number - 1].at - 1 : 0;
    return gap > facts.fadesAfter ? [{ at: step.at, what: "gap", gap }, step] : [step];
  });
}

function historyList(concept) {
  const items = historyOf(concept).map((step) => {
    if (step.what === "gap") return make("li", { class: "gap" }, `${step.gap} lessons without it`);
    const what = step.what === "taught" ? taughtText(step.event) : step.what === "needed" ? needText(step.need) : "among what students bring";
    const here = step.at >= app.at ? "future" : "";
    return make("li", { class: `${step.what} ${here} ${step.need ? classOf(step.need.kind) : ""}` },
      lessonName(lessons[step.at]), " ", make("small", { class: "why" }, what));
  });
  const last = Math.max(concept.taught[concept.taught.length - 1].order, ...concept.used);
  if (lessons.length - 1 - last > facts.fadesAfter) items.push(make("li", { class: "gap" }, "not used again"));
  return listed(items);
}

const taughtText = ({ again, deeper, level }) =>
  `taught${deeper ? " deeper," : again ? " again," : ""}${level >= 0 ? ` ${depthWord(level)}` : ""}`.replace(/,$/, "");

function needText(need) {
  const said = needWords(need);
  return said || "needed";
}

const CHART = { left: 96, right: 20, top: 34, row: 34, width: 900 };

/** Lessons from left to right, depths from below: where the concept rises, is used, and lies idle. */
function chart(concept) {
  const steps = historyOf(concept);
  const [first, last] = [steps[0].at, steps[steps.length - 1].at];
  const [from, to] = [Math.max(0, first - 1), Math.min(lessons.length - 1, last + 1)];
  const x = (at) => CHART.left + ((at - from + 0.5) * (CHART.width - CHART.left - CHART.right)) / (to - from + 1);
  const y = (level) => CHART.top + (facts.ladder.length - level - 0.5) * CHART.row;
  const height = y(concept.taught[0].reached < 0 ? -1 : 0) + CHART.row / 2 + 6;
  const svg = make("svg:svg", { viewBox: `0 0 ${CHART.width} ${height}`, role: "img" }, ...grid(from, to, x, y, height));
  concept.taught.forEach((event, number) => {
    const end = concept.taught[number + 1]?.order ?? last;
    svg.append(make("svg:path", { class: "level", d: `M${x(event.order)} ${y(event.reached)}H${x(end)}${number + 1 < concept.taught.length ? `V${y(concept.taught[number + 1].reached)}` : ""}` }));
  });
  for (const step of steps) svg.append(...markOf(step, concept, x, y));
  if (app.at > from && app.at <= to) svg.append(make("svg:path", { class: "now", d: `M${x(app.at) - (x(1) - x(0)) / 2} ${CHART.top - 6}V${height}` }));
  return svg;
}

function grid(from, to, x, y, height) {
  const parts = facts.ladder.map((word, level) => [
    make("svg:path", { class: "grid", d: `M${CHART.left} ${y(level)}H${CHART.width - CHART.right}` }),
    make("svg:text", { x: CHART.left - 8, y: y(level) + 4, "text-anchor": "end" }, word.length > 13 ? `${word.slice(0, 12)}…` : word),
  ]).flat();
  const step = x(1) - x(0);
  let free = 0;
  for (let at = from; at <= to; at += 1) {
    if (at > from && lessons[at].module === lessons[at - 1].module) continue;
    parts.push(make("svg:path", { class: "module", d: `M${x(at) - step / 2} ${CHART.top - 14}V${height}` }));
    if (x(at) < free) continue;
    free = x(at) + 34;
    parts.push(make("svg:text", { x: x(at) - step / 2 + 3, y: CHART.top - 18 }, lessons[at].module?.number ?? ""));
  }
  return parts;
}

function markOf(step, concept, x, y) {
  if (step.what === "gap") return [];
  const level = step.what === "taught" ? step.event.reached : knownAt(concept, Math.max(step.at, concept.taught[0].order + 1)).level;
  const tip = make("svg:title", {}, `${lessons[step.at].name}: ${step.what}`);
  const at = `translate(${x(step.at)} ${y(level)})`;
  const key = { "data-open": lessons[step.at].key, class: "mark" };
  if (step.what === "taught") {
    return [make("svg:g", { ...key, class: `mark depth-${step.event.reached}`, transform: at }, tip, ...shapeOf(`depth-${step.event.reached}`, -8, -8, 16, 16))];
  }
  const bad = step.need && isProblem(step.need.kind);
  const d = bad ? `M0 0V${y(Math.max(step.need.required, 0)) - y(level)}m-6 0h12` : "M0 3l5 8h-10Z";
  return [make("svg:g", { ...key, class: `mark use ${bad ? classOf(step.need.kind) : ""}`, transform: at }, tip, make("svg:path", { d }))];
}
