// The page of a transcript that is proofread, and the one on which it is opened.
// The server shows everything; what is here moves about in the text, sends what
// is asked for, and puts what comes back in its place.
"use strict";

// A file is dropped anywhere on the first page.
(() => {
  const form = document.getElementById("drop");
  if (!form) return;
  const input = document.getElementById("file");
  addEventListener("dragover", (e) => { e.preventDefault(); form.classList.add("over"); });
  addEventListener("dragleave", (e) => { if (!e.relatedTarget) form.classList.remove("over"); });
  addEventListener("drop", (e) => {
    e.preventDefault();
    form.classList.remove("over");
    if (e.dataTransfer.files.length === 0) return;
    input.files = e.dataTransfer.files;
    form.requestSubmit();
  });
  input.addEventListener("change", () => { if (input.files.length > 0) form.requestSubmit(); });
})();

(() => {
  const sheet = document.getElementById("sheet");
  if (!sheet) return;
  const byId = (id) => document.getElementById(id);
  const list = byId("rows");
  const perPart = Number(sheet.dataset.part);
  let version = Number(sheet.dataset.version);
  let all = Number(sheet.dataset.rows);
  let unsaved = "unsaved" in sheet.dataset;
  let anchor = -1; // the row from which lines are chosen
  let here = -1;   // the row up to which they are, which has the focus

  // Each part of the text is a box; one that is far away is empty, and as high as
  // it was or as it may be.
  const usual = 27; // pixels of a row of one line
  const parts = [];
  const held = new Map(); // part -> what comes of loading it

  function lay() {
    if (!list) return;
    parts.length = 0;
    held.clear();
    const first = list.firstElementChild;
    for (let from = 0; from < all; from += perPart) {
      const box = from === 0 ? first : document.createElement("div");
      box.className = "part";
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", "part " + (from / perPart + 1));
      box.dataset.from = from;
      if (from > 0) {
        box.style.height = Math.min(perPart, all - from) * usual + "px";
        list.append(box);
        seen.observe(box);
      }
      parts.push(box);
    }
    if (parts.length > 0) {
      held.set(0, Promise.resolve());
      seen.observe(first);
    }
  }

  const near = new Set(); // parts in sight, or nearly
  const seen = new IntersectionObserver((entries) => {
    for (const e of entries) {
      const n = Number(e.target.dataset.from) / perPart;
      if (e.isIntersecting) { near.add(n); load(n); } else near.delete(n);
    }
    if (held.size > 24) {
      for (const n of [...held.keys()]) {
        if (held.size <= 12) break;
        if (!near.has(n) && n !== partOf(here)) empty(n);
      }
    }
  }, { root: list, rootMargin: "1200px 0px" });

  const partOf = (row) => Math.floor(row / perPart);

  function load(n) {
    if (!held.has(n)) {
      const asked = version;
      held.set(n, fetch("rows?from=" + n * perPart).then(async (r) => {
        if (!r.ok) throw new Error("rows: " + r.status);
        const html = await r.text();
        if (asked !== version) { held.delete(n); return load(n); }
        parts[n].innerHTML = html;
        parts[n].style.height = "";
        mark();
      }).catch((e) => { held.delete(n); show(String(e.message || e)); }));
    }
    return held.get(n);
  }

  function empty(n) {
    parts[n].style.height = parts[n].offsetHeight + "px";
    parts[n].replaceChildren();
    held.delete(n);
  }

  // renew shows what is in sight as it is read now, and forgets the rest.
  async function renew() {
    for (const n of [...held.keys()]) if (!near.has(n) && n !== partOf(here)) empty(n);
    const stay = [...held.keys()];
    const focused = document.activeElement && document.activeElement.closest("#rows") !== null;
    held.clear();
    await Promise.all(stay.map(load));
    if (focused && here >= 0) byId("r" + here)?.focus({ preventScroll: true });
  }

  const range = () => [Math.min(anchor, here), Math.max(anchor, here)];

  function mark() {
    const [from, to] = range();
    for (const row of list.querySelectorAll('[aria-selected="true"]')) row.setAttribute("aria-selected", "false");
    for (const row of list.querySelectorAll('[tabindex="0"]')) row.tabIndex = -1;
    if (here < 0) return;
    for (let i = from; i <= to; i++) byId("r" + i)?.setAttribute("aria-selected", "true");
    const row = byId("r" + here);
    if (row) { row.tabIndex = 0; list.tabIndex = -1; }
  }

  // go goes to a row, and chooses it, or all up to it.
  async function go(row, extend, focus = true) {
    row = Math.max(0, Math.min(all - 1, row));
    here = row;
    if (!extend || anchor < 0) anchor = row;
    const n = partOf(row);
    if (!byId("r" + row)) {
      parts[n].scrollIntoView({ block: "nearest" });
      await load(n);
    }
    mark();
    const box = byId("r" + here);
    if (!box) return;
    box.scrollIntoView({ block: "nearest" });
    if (focus) box.focus({ preventScroll: true });
    choose();
  }

  // What is shown of a choice stays as long as it is of what is chosen: somebody
  // may be filling it in.
  let waiting = 0, shown = "";
  const wanted = () => [...range(), version].join(" ");
  function choose() {
    clearTimeout(waiting);
    waiting = setTimeout(chosen, 80); // a key that is held down asks once
  }

  async function chosen() {
    const [from, to] = range();
    const asked = wanted();
    if (from < 0 || asked === shown) return;
    const r = await fetch(`chosen?from=${from}&to=${to}`);
    const html = r.ok ? await r.text() : "";
    if (html === "" || asked !== wanted() || asked === shown) return;
    shown = asked;
    fill(byId("chosen"), html, "chosen-heading");
  }

  // fill puts what the server shows in its place. What was open stays open, and
  // the focus stays where it was, or goes to the element with an ID if that is no
  // more.
  function fill(box, html, or) {
    const focused = box.contains(document.activeElement) ? document.activeElement.id || or : "";
    const open = new Map([...box.querySelectorAll("details[id]")].map((d) => [d.id, d.open]));
    box.innerHTML = html;
    for (const d of box.querySelectorAll("details[id]")) if (open.has(d.id)) d.open = open.get(d.id);
    if (!focused) return;
    byId(focused)?.focus({ preventScroll: true });
    if (!box.contains(document.activeElement)) byId(or).focus({ preventScroll: true });
  }

  function show(problem) {
    const box = byId("problem");
    box.textContent = problem;
    box.hidden = problem === "";
    if (problem) box.scrollIntoView({ block: "nearest" });
  }

  // post sends what is asked for and shows what comes of it.
  let busy = false;
  async function post(to, fields) {
    if (busy) return false;
    busy = true;
    sheet.setAttribute("aria-busy", "true");
    try {
      const r = await fetch(to, { method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams({ ...fields, version }) });
      const news = await r.json().catch(() => ({ problem: "The desk does not answer as it should: load the page again." }));
      if (news.problem) { show(news.problem); return false; }
      show("");
      await take(news);
      say(news.said);
      return true;
    } catch {
      show("The desk does not answer any more. Is it still running?");
      return false;
    } finally {
      busy = false;
      sheet.removeAttribute("aria-busy");
    }
  }

  async function take(news) {
    const changed = news.version !== version;
    version = news.version;
    unsaved = news.unsaved;
    byId("state").textContent = (unsaved ? "Not saved yet. " : "All is saved. ") + news.said;
    document.querySelector('[data-do="undo"]').disabled = !news.undo;
    document.querySelector('[data-do="redo"]').disabled = !news.redo;
    if (!list || news.rows !== all) { leaving = true; location.reload(); return; }
    fill(byId("panels"), news.panels, "sum-speakers");
    if (changed) await Promise.all([renew(), chosen()]);
  }

  // Forms and buttons say what they do.
  sheet.addEventListener("submit", (e) => {
    const form = e.target;
    if (!form.classList.contains("do")) return;
    e.preventDefault();
    post("do", { ...Object.fromEntries(new FormData(form)), ...e.submitter?.dataset, op: e.submitter?.value || form.dataset.op });
  });
  sheet.addEventListener("click", (e) => {
    const button = e.target.closest("button");
    if (!button) return;
    if (button.dataset.do) post(button.dataset.do, {});
    else if (button.dataset.row) go(Number(button.dataset.row), false);
    else if (button.dataset.op) post("do", { ...button.dataset });
  });
  sheet.addEventListener("change", (e) => {
    if (e.target.id !== "whose") return;
    const name = byId("new-name");
    name.hidden = e.target.value !== "new";
    if (!name.hidden) byId("whose-name").focus();
  });

  addEventListener("keydown", (e) => {
    if (!(e.ctrlKey || e.metaKey) || e.altKey) return;
    const field = e.target.closest("input, textarea, select");
    const key = e.key.toLowerCase();
    const does = key === "s" ? "save" : field ? "" : key === "z" && !e.shiftKey ? "undo" : key === "y" || key === "z" ? "redo" : "";
    const button = does && document.querySelector(`[data-do="${does}"]`);
    if (key === "s") e.preventDefault();
    if (button && !button.disabled) { e.preventDefault(); post(does, {}); }
  });
  let leaving = false;
  addEventListener("beforeunload", (e) => { if (unsaved && !leaving) e.preventDefault(); });
  byId("close").addEventListener("submit", (e) => {
    if (unsaved && !confirm("Your corrections are not saved. Close the file without them?")) e.preventDefault();
    else leaving = true;
  });
  byId("download").addEventListener("click", () => {
    unsaved = false;
    byId("state").textContent = "The sidecar was downloaded: put it beside the file.";
    say(byId("state").textContent);
  });
  if (!list) return;

  list.addEventListener("click", (e) => {
    const row = e.target.closest(".row");
    if (row && String(getSelection()) === "") go(Number(row.id.slice(1)), e.shiftKey);
  });
  list.addEventListener("focus", () => { if (here < 0) go(firstInSight(), false); });

  function firstInSight() {
    const top = list.getBoundingClientRect().top;
    for (const row of list.querySelectorAll(".row")) if (row.getBoundingClientRect().bottom > top) return Number(row.id.slice(1));
    return 0;
  }

  const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: 12, PageUp: -12, Home: -1e9, End: 1e9 };
  list.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || here < 0) return;
    const [from, to] = range();
    const act = {
      Enter: () => byId("whose")?.focus(), w: () => byId("whose")?.focus(),
      t: () => post("do", { op: "split", from: here, to: here, at: "" }),
      h: () => post("do", { op: byId("r" + here).classList.contains("sensitive") ? "open" : "sensitive", from, to }),
      d: () => doubt(1), D: () => doubt(-1), n: () => nextFound(1), N: () => nextFound(-1),
      "/": () => byId("q").focus(), "0": () => post("do", { op: "whose", from, to, speaker: "nobody" }),
    };
    if (e.key in moves) go(here + moves[e.key], e.shiftKey);
    else if (e.key >= "1" && e.key <= "9" && e.key.length === 1) post("do", { op: "whose", from, to, speaker: Number(e.key) - 1 });
    else if (act[e.key]) act[e.key]();
    else return;
    e.preventDefault();
  });
  sheet.addEventListener("keydown", (e) => {
    if (e.key === "Escape" && !e.target.closest("#rows")) { e.preventDefault(); go(here < 0 ? firstInSight() : here, true); }
  });

  function doubt(step) {
    const rows = [...document.querySelectorAll("#doubts [data-row]")].map((b) => Number(b.dataset.row));
    const next = step > 0 ? rows.find((r) => r > here) : rows.reverse().find((r) => r < here);
    if (next === undefined) say(step > 0 ? "There is no doubt after this line." : "There is no doubt before this line.");
    else go(next, false);
  }

  let found = [];
  function nextFound(step) {
    if (found.length === 0) { say("Search for something first."); return; }
    let i = step > 0 ? found.findIndex((r) => r > here) : found.findLastIndex((r) => r < here);
    if (i < 0) i = step > 0 ? 0 : found.length - 1;
    byId("found").textContent = `${i + 1} of ${found.length}`;
    go(found[i], false);
  }
  byId("search").addEventListener("submit", async (e) => {
    e.preventDefault();
    const q = byId("q").value;
    const r = await fetch("search?q=" + encodeURIComponent(q), { headers: { Accept: "application/json" } });
    found = r.ok ? (await r.json()).rows : [];
    byId("next-found").hidden = found.length === 0;
    if (found.length === 0) { byId("found").textContent = q === "" ? "" : "Not in the text"; say(byId("found").textContent); return; }
    nextFound(1);
    say(found.length === 1 ? "1 line found" : found.length + " lines found");
  });
  byId("next-found").addEventListener("click", () => nextFound(1));

  lay();
})();
