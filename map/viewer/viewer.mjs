// What a map's page does: move about in the picture, search, and tell what one points at. It asks nobody for anything.
const svg = document.querySelector("main > svg");
const details = document.getElementById("details");
const search = document.getElementById("search");
const found = document.getElementById("found");
const { items, findings } = JSON.parse(document.getElementById("data").textContent);
const groups = new Map();
for (const group of svg.querySelectorAll("[data-id]")) {
  const id = group.dataset.id;
  groups.set(id, [...(groups.get(id) ?? []), group]);
}

// --- where one looks -------------------------------------------------------------------------------------------
const whole = { x: 0, y: 0, width: svg.viewBox.baseVal.width, height: svg.viewBox.baseVal.height };
let view = { ...whole };

function look(next) {
  view = next;
  svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
}

/** Nearer by a factor, about a point of the picture that stays where it is. */
function zoom(factor, at = { x: view.x + view.width / 2, y: view.y + view.height / 2 }) {
  const width = Math.min(Math.max(view.width / factor, 120), whole.width * 3);
  const scale = width / view.width;
  look({
    x: at.x - (at.x - view.x) * scale,
    y: at.y - (at.y - view.y) * scale,
    width,
    height: view.height * scale,
  });
}

function pointOf(event) {
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  return { x: point.x, y: point.y };
}

/** So near that it can be read, with the thing in the middle. */
function show(id) {
  const [first] = groups.get(id) ?? [];
  if (first === undefined) return;
  const box = first.getBBox();
  const unit = svg.clientWidth > 0 ? svg.clientWidth : 1000;
  const width = Math.min(whole.width, Math.max(Math.min(view.width, unit), box.width * 1.3));
  const height = (width * view.height) / view.width;
  look({ x: box.x + box.width / 2 - width / 2, y: box.y + box.height / 2 - height / 2, width, height });
}

svg.addEventListener(
  "wheel",
  (event) => {
    event.preventDefault();
    zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), pointOf(event));
  },
  { passive: false },
);

// --- drag, pinch and click ---------------------------------------------------------------------------------------
const pointers = new Map();
let travelled = 0;

svg.addEventListener("pointerdown", (event) => {
  pointers.set(event.pointerId, event);
  travelled = 0;
});
svg.addEventListener("pointermove", (event) => {
  const before = pointers.get(event.pointerId);
  if (before === undefined) return;
  const others = [...pointers.values()].filter(({ pointerId }) => pointerId !== event.pointerId);
  if (others.length === 1) {
    const away = (one) => Math.hypot(one.clientX - others[0].clientX, one.clientY - others[0].clientY);
    zoom(away(event) / Math.max(1, away(before)), pointOf(others[0]));
  } else {
    const [from, to] = [pointOf(before), pointOf(event)];
    look({ ...view, x: view.x + from.x - to.x, y: view.y + from.y - to.y });
  }
  travelled += Math.hypot(event.clientX - before.clientX, event.clientY - before.clientY);
  pointers.set(event.pointerId, event);
});
for (const end of ["pointerup", "pointercancel", "pointerleave"])
  svg.addEventListener(end, (event) => pointers.delete(event.pointerId));
svg.addEventListener("click", (event) => {
  if (travelled > 6) return;
  select(event.target.closest("[data-id]")?.dataset.id);
});

// --- what one points at --------------------------------------------------------------------------------------------
function mark(name, ids) {
  for (const group of svg.querySelectorAll(`.${name}`)) group.classList.remove(name);
  for (const id of ids) for (const group of groups.get(id) ?? []) group.classList.add(name);
}

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className !== undefined) made.className = className;
  return made;
}

function findingList(numbers) {
  const list = element("ol");
  for (const number of numbers) {
    const finding = findings[number - 1];
    const button = element("button");
    button.append(element("span", String(number), `sign is-${finding.severity}`), finding.message);
    button.append(element("small", `${finding.paths.join(", ")} [${finding.code}]`));
    button.append(element("small", `fix: ${finding.fix}`));
    button.addEventListener("click", () => {
      mark("selected", finding.at);
      mark("related", []);
      show(finding.at[0]);
    });
    const entry = element("li");
    entry.append(button);
    list.append(entry);
  }
  return list;
}

function overview() {
  const parts = [element("h2", "the whole stack"), element("p", "click a thing to see what is known of it")];
  if (findings.length > 0) parts.push(findingList(findings.map((_, i) => i + 1)));
  details.replaceChildren(...parts);
}

function select(id) {
  const number = /^finding-(\d+)$/.exec(id ?? "")?.[1];
  if (number !== undefined) {
    mark("selected", findings[number - 1].at);
    mark("related", []);
    details.replaceChildren(element("h2", `finding ${number}`), findingList([Number(number)]));
    return;
  }
  const item = items[id];
  if (item === undefined) {
    mark("selected", []);
    mark("related", []);
    overview();
    return;
  }
  mark("selected", [id]);
  mark("related", item.related);
  const list = element("dl");
  for (const { name, value } of item.facts) list.append(element("dt", name), element("dd", value));
  details.replaceChildren(
    element("h2", item.name),
    element("p", item.kind),
    list,
    ...(item.findings.length === 0 ? [] : [findingList(item.findings)]),
  );
  details.scrollTop = 0;
}

// --- search --------------------------------------------------------------------------------------------------------
// Long lists name half of the map: one who looks for a cluster does not want every cluster that has it as a peer.
const SHORT = 80;
const texts = Object.entries(items).map(([id, { kind, name, facts }]) => ({
  id,
  name: name.toLowerCase(),
  text: [kind, name, ...facts.map(({ value }) => value).filter((value) => value.length <= SHORT)]
    .join(" ")
    .toLowerCase(),
}));
let hits = [];
let at = -1;

function find() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  hits = words.length === 0 ? [] : texts.filter(({ text }) => words.every((word) => text.includes(word)));
  // What is called so comes first, then what has it in its name, then the rest.
  const rank = ({ name }) =>
    words.some((word) => name === word) ? 0 : words.some((word) => name.includes(word)) ? 1 : 2;
  hits.sort((a, b) => rank(a) - rank(b));
  at = -1;
  svg.classList.toggle("searching", words.length > 0);
  mark(
    "hit",
    hits.map(({ id }) => id),
  );
  found.textContent = words.length === 0 ? "" : hits.length === 0 ? "nothing found" : `${hits.length} found`;
}

/** To the next of what was found, round and round. */
function next(step) {
  if (hits.length === 0) return;
  at = (at + step + hits.length) % hits.length;
  found.textContent = `${at + 1} of ${hits.length}`;
  select(hits[at].id);
  show(hits[at].id);
}

search.addEventListener("input", find);
search.addEventListener("keydown", (event) => {
  if (event.key === "Enter") next(event.shiftKey ? -1 : 1);
});

// --- buttons and keys ------------------------------------------------------------------------------------------------
function theme() {
  const root = document.documentElement;
  const isDark =
    root.dataset.theme === undefined
      ? matchMedia("(prefers-color-scheme: dark)").matches
      : root.dataset.theme === "dark";
  root.dataset.theme = isDark ? "light" : "dark";
}

function clear() {
  search.value = "";
  find();
  select(undefined);
}

const actions = { in: () => zoom(1.3), out: () => zoom(1 / 1.3), fit: () => look({ ...whole }), theme };
for (const [name, action] of Object.entries(actions))
  document.getElementById(name).addEventListener("click", action);

const pan = (x, y) => look({ ...view, x: view.x + x * view.width * 0.1, y: view.y + y * view.height * 0.1 });
const keys = {
  "+": actions.in,
  "=": actions.in,
  "-": actions.out,
  0: actions.fit,
  "/": () => search.focus(),
  ArrowLeft: () => pan(-1, 0),
  ArrowRight: () => pan(1, 0),
  ArrowUp: () => pan(0, -1),
  ArrowDown: () => pan(0, 1),
};
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") return clear();
  const action = keys[event.key];
  if (action === undefined || event.target === search || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  action();
});

overview();
