// The course as facts.py wrote it, with names instead of places in lists.

const blockOf = (name) => document.getElementById(`data-${name}`);
const hasBlock = (name) => blockOf(name) !== null;

/** The JSON of a block, which page.py packed. */
async function readBlock(name) {
  const bytes = Uint8Array.from(atob(blockOf(name).textContent), (char) => char.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
}

/** Lets the browser draw and answer: reading thousands of lessons must not freeze it. */
const pause = () => new Promise((done) => setTimeout(done));

const facts = await readBlock("facts");
for (const name of ["lessons", "concepts", "beliefs", "models"]) {
  facts[name] = await readBlock(name);
  await pause();
}
const scenes = new Map();

/** The scene of a key, read when it is first shown: big courses have hundreds. */
async function sceneOf(key) {
  if (!scenes.has(key)) scenes.set(key, await readBlock(key));
  return scenes.get(key);
}

const series = facts.series.map(([number, name, findings]) => ({
  number, name, findings, key: `series:${number}`, modules: [],
}));
const modules = facts.modules.map(([number, title, home, findings]) => ({
  number, title, findings, home, key: `module:${number}`, name: `${number} ${title}`, lessons: [],
}));
const lessons = facts.lessons.map(
  ([number, slug, title, module, load, lines, findings, needs, bridges], at) => ({
    at, number, slug, title, load, lines, findings, bridges,
    module: modules[module], key: `lesson:${at}`, name: `${number} ${title}`.trim(),
    needs: needs.map(([concept, from, kind, required, has, doubt]) => ({
      at, concept, from, kind: facts.kinds[kind], required, has, doubt: facts.doubts[doubt],
    })),
    taught: [], beliefs: [], models: [],
  }),
);
const concepts = facts.concepts.map(([root, name, taught, used], number) => ({
  number, name, used, key: `concept:${root}`, head: name.replace(/(?<=\S) \(.*\)$/, ""), needs: [],
  taught: taught.map(([level, order, ...others]) => ({ level, order, others })),
}));
const things = new Map([...series, ...modules, ...lessons, ...concepts].map((thing) => [thing.key, thing]));

/** What each thing holds of the others. */
function connect() {
  for (const module of modules) series.find((each) => each.number === module.home)?.modules.push(module);
  for (const lesson of lessons) lesson.module?.lessons.push(lesson);
  for (const concept of concepts) {
    let reached = -1;
    for (const event of concept.taught) {
      event.again = event !== concept.taught[0];
      event.deeper = event.again && event.level > reached;
      event.reached = reached = Math.max(reached, event.level);
      for (const at of [event.order, ...event.others]) lessons[at].taught.push({ concept, event });
    }
  }
  for (const lesson of lessons) for (const need of lesson.needs) concepts[need.concept].needs.push(need);
  for (const [at, belief, reason, negative] of facts.beliefs) lessons[at].beliefs.push({ belief, reason, negative });
  for (const [at, kind, words] of facts.models) lessons[at].models.push({ kind, words });
}
await pause();
connect();
await pause();

const lessonsOf = (thing) => {
  if (thing.modules) return thing.modules.flatMap((module) => module.lessons);
  if (thing.lessons) return thing.lessons;
  return thing.at === undefined ? [] : [thing];
};
/** The findings of a lesson; of a module or series also those of everything in it. */
const findingsOf = (thing) => [
  ...(thing.findings ?? []),
  ...(thing.modules ?? thing.lessons ?? []).flatMap((each) => findingsOf(each)),
];

const depthWord = (level) => (level >= 0 ? facts.ladder[level] : "no depth stated");
/** Whether a need or arrow is of what is not taught as deep as it is asked for: reported, planned or doubted. */
const isProblem = (kind) => facts.problems.includes(kind);
const classOf = (kind) => kind.replace(" ", "-");
const counted = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** What students know before the lesson at an index, each concept at its deepest, as `lessonlint state` tells it. */
function stateBefore(at) {
  const known = [];
  for (const concept of concepts) {
    if (concept.taught[0].order < at) known.push(knownAt(concept, at));
  }
  return known;
}

function knownAt(concept, at) {
  let event = null;
  let last = -1;
  for (const each of concept.taught) {
    if (each.order >= at) break;
    if (!event || each.level >= event.level) event = each;
    last = each.order;
  }
  for (const used of concept.used) {
    if (used >= at) break;
    last = Math.max(last, used);
  }
  const since = at - last - 1;
  return { concept, event, level: event.level, since, fading: isFading(event.level, since) };
}

const isFading = (level, since) => level <= facts.shallow && since > facts.fadesAfter;

/** How many concepts students have at each depth, before each lesson and after the last. */
function growth() {
  const depths = facts.ladder.length + 1;
  const changes = lessons.map(() => new Array(depths).fill(0));
  for (const concept of concepts) {
    let before = -2;
    for (const { order, reached } of concept.taught) {
      if (before > -2) changes[order][before + 1] -= 1;
      changes[order][reached + 1] += 1;
      before = reached;
    }
  }
  const sums = [new Array(depths).fill(0)];
  for (const change of changes) sums.push(sums[sums.length - 1].map((sum, depth) => sum + change[depth]));
  return sums;
}

/** An element with attributes of ours and children; text is always text. */
function make(name, attributes = {}, ...children) {
  const [tag, space] = name.startsWith("svg:")
    ? [name.slice(4), "http://www.w3.org/2000/svg"]
    : [name, "http://www.w3.org/1999/xhtml"];
  const element = document.createElementNS(space, tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const withDir = (element) => {
  element.setAttribute("dir", "auto");
  return element;
};
/** An author's words. */
const words = (text, name = "bdi") => withDir(make(name, {}, text));
