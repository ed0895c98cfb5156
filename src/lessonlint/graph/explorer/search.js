// Search: every name of the course, folded once, before anybody types.

const MOST_HITS = 40;
const AT_ONCE = 2000;
const index = [];

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Folds all names, some at a time: thousands at once would freeze the page. */
async function readNames() {
  const names = [
    ...series.map((each) => ["series", each.name, each.key, ""]),
    ...modules.map((each) => ["module", each.name, each.key, ""]),
    ...lessons.map((each) => ["lesson", each.name, each.key, each.slug]),
    ...concepts.map((each) => ["concept", each.name, each.key, ""]),
    ...lessons.flatMap((lesson) => lesson.beliefs.map((each) => ["misconception", each.belief, lesson.key, ""])),
    ...lessons.flatMap((lesson) => lesson.models.map((each) => [each.kind, each.words, lesson.key, ""])),
  ];
  for (let at = 0; at < names.length; at += AT_ONCE) {
    await pause();
    index.push(...names.slice(at, at + AT_ONCE).map(([kind, name, key, slug]) => ({ kind, name, key, text: fold(`${name} ${slug}`) })));
  }
}

/** What the words are found in, names that begin with them first. */
function search(query) {
  const whole = fold(query.trim());
  const parts = whole.split(/\s+/).filter(Boolean);
  if (!parts.length) return [];
  const found = [[], [], []];
  for (const entry of index) {
    if (!parts.every((part) => entry.text.includes(part))) continue;
    const at = entry.text.indexOf(whole);
    found[at === 0 ? 0 : at > 0 && entry.text[at - 1] === " " ? 1 : 2].push(entry);
  }
  return found.flat().slice(0, MOST_HITS);
}

function showHits(query) {
  const list = document.getElementById("hits");
  const hits = search(query);
  list.replaceChildren(
    ...hits.map((hit, number) =>
      make("li", { role: "option", id: `hit-${number}`, "data-open": hit.key, "aria-selected": String(number === 0) },
        make("small", {}, hit.kind), words(hit.name)),
    ),
  );
  if (query.trim() && !hits.length) list.append(make("li", { class: "none" }, "Nothing is called that."));
  showList(query.trim() !== "");
}

function showList(open) {
  const input = document.getElementById("query");
  document.getElementById("hits").hidden = !open;
  input.setAttribute("aria-expanded", String(open));
  input.setAttribute("aria-activedescendant", open ? chosenHit()?.id ?? "" : "");
}

const chosenHit = () => document.querySelector('#hits [aria-selected="true"]');

function moveHit(step) {
  const hits = [...document.querySelectorAll("#hits [data-open]")];
  const now = hits.indexOf(chosenHit());
  if (!hits.length) return;
  const next = hits[(now + step + hits.length) % hits.length];
  hits.forEach((hit) => hit.setAttribute("aria-selected", String(hit === next)));
  next.scrollIntoView({ block: "nearest" });
  showList(true);
}
