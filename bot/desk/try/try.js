// The room in which the bot is tried. Entries are drawn by the program; here
// forms are sent without leaving the page, and commands and values are proposed.
"use strict";
(() => {
  const by = (id) => document.getElementById(id);
  const log = by("log"), line = by("line"), text = by("text"), command = by("command");
  const dialog = by("form"), wrong = by("wrong"), thinking = by("thinking");
  let busy = 0;

  // send sends a form's data, shows what it has changed, and returns that.
  async function send(action, data) {
    data.set("at", log.dataset.at);
    wrong.textContent = "";
    busy++;
    const slow = setTimeout(() => { thinking.hidden = false; say(thinking.textContent); }, 400);
    try {
      const answer = await fetch(action, { method: "POST", body: data });
      if (!answer.ok) throw new Error(await answer.text());
      const tale = await answer.json();
      wrong.textContent = tale.wrong || "";
      return { ...tale, fresh: show(tale) };
    } catch (e) {
      wrong.textContent = e instanceof TypeError ? "The desk does not answer. Is it still running in the terminal?" : e.message;
      return { wrong: wrong.textContent, fresh: [] };
    } finally {
      clearTimeout(slow);
      busy--;
      thinking.hidden = busy === 0 || thinking.hidden;
    }
  }

  // show puts entries where they belong, and returns those that are new. Where
  // the one that has the focus is drawn again, its like keeps it.
  function show(tale) {
    const fresh = [];
    if (tale.at < Number(log.dataset.at)) return fresh; // it was overtaken
    for (const { html } of tale.entries) {
      const made = document.createElement("template");
      made.innerHTML = html;
      const entry = made.content.firstElementChild;
      const before = by(entry.id);
      if (!before) {
        log.append(entry);
        fresh.push(entry);
        continue;
      }
      const focus = before.contains(document.activeElement) ? document.activeElement : null;
      before.replaceWith(entry);
      if (focus) {
        const like = [...entry.querySelectorAll("button, a, summary")].find((e) => !e.disabled && e.tagName === focus.tagName && e.textContent === focus.textContent);
        (like || entry).focus({ preventScroll: true });
      }
    }
    log.dataset.at = tale.at;
    if (fresh.length) bring(fresh.at(-1));
    return fresh;
  }

  // bring scrolls to an entry, and once more when its pictures have their size.
  function bring(entry) {
    const scroll = () => entry.scrollIntoView({ block: entry.offsetHeight > innerHeight - 200 ? "start" : "nearest" });
    scroll();
    for (const picture of entry.querySelectorAll("img")) picture.addEventListener("load", () => { if (entry === log.lastElementChild) scroll(); });
  }

  // Whatever a message's buttons, menus and forms send.
  async function acted(form, submitter) {
    const opener = submitter;
    const tale = await send(form.getAttribute("action"), new FormData(form, submitter));
    if (tale.form) open(tale.form, opener);
    else if (tale.fresh.length) tale.fresh[0].focus();
    return tale;
  }
  log.addEventListener("submit", (e) => { e.preventDefault(); acted(e.target, e.submitter); });

  function open(html, opener) {
    dialog.innerHTML = html;
    dialog.showModal();
    dialog.querySelector("input:not([type=hidden]), textarea, button").focus();
    dialog.onclose = () => { if (opener && opener.isConnected) opener.focus(); };
  }
  dialog.addEventListener("submit", async (e) => {
    e.preventDefault();
    const data = new FormData(e.target, e.submitter);
    dialog.close();
    const tale = await send("submit", data);
    if (tale.fresh.length) tale.fresh[0].focus();
  });
  dialog.addEventListener("click", (e) => { if (e.target.dataset.do === "close") dialog.close(); });

  by("examples").addEventListener("submit", async (e) => {
    e.preventDefault();
    const tale = await acted(e.target, e.submitter);
    if (tale.form === undefined) text.focus();
  });

  // A combobox: items is how they are found for what is typed, choose what is
  // done with one. Where first is set, Enter takes the first.
  function combobox(input, list, { items, choose, first }) {
    let active = -1, shown = [];
    const close = () => {
      mark(-1);
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
    };
    const mark = (n) => {
      if (active >= 0 && shown[active]) shown[active].setAttribute("aria-selected", "false");
      active = n;
      if (n < 0) return input.removeAttribute("aria-activedescendant");
      shown[n].setAttribute("aria-selected", "true");
      shown[n].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", shown[n].id);
    };
    const refresh = async () => {
      const asked = input.value;
      const found = await items(asked);
      if (asked !== input.value || document.activeElement !== input || !found) return;
      mark(-1);
      shown = found;
      if (!shown.length) return close();
      list.hidden = false;
      list.scrollTop = 0;
      input.setAttribute("aria-expanded", "true");
      mark(first ? 0 : -1);
      say(shown.length === 1 ? "1 proposal" : shown.length + " proposals");
    };
    input.addEventListener("input", refresh);
    input.addEventListener("blur", () => setTimeout(close, 150));
    input.addEventListener("keydown", (e) => {
      if (e.isComposing) return;
      if (e.key === "ArrowDown" || e.key === "ArrowUp") {
        e.preventDefault();
        if (list.hidden) return refresh();
        const n = shown.length, step = e.key === "ArrowDown" ? 1 : -1;
        mark(active < 0 && step < 0 ? n - 1 : (active + step + n) % n);
      } else if (e.key === "Escape" && !list.hidden) {
        e.preventDefault();
        e.stopPropagation();
        close();
      } else if (e.key === "Enter" && !list.hidden && active >= 0) {
        e.preventDefault();
        const item = shown[active];
        close();
        choose(item);
      }
    });
    list.addEventListener("mousedown", (e) => e.preventDefault()); // the field keeps the focus
    list.addEventListener("click", (e) => {
      const item = e.target.closest("[role=option]");
      if (item) { close(); choose(item); }
    });
    return refresh;
  }

  // The line: commands, or words that are looked for.
  const all = [...by("commands").children];
  combobox(text, by("commands"), {
    first: true,
    items: (typed) => {
      const t = typed.trimStart().toLowerCase();
      const fits = all.filter((item) => {
        const { path, name } = item.dataset;
        if (!path) return t !== "" && !t.startsWith("/");
        return t.startsWith("/") && [name.toLowerCase(), "/" + path].some((n) => n.startsWith(t.trimEnd()) || n.slice(1).includes(t.slice(1).trimEnd()));
      });
      fits.sort((a, b) => Number(!begins(a, t)) - Number(!begins(b, t)));
      for (const item of all) item.hidden = true;
      for (const item of fits) { item.hidden = false; by("commands").append(item); }
      return fits;
    },
    choose: (item) => item.dataset.path ? compose(item.dataset.path) : speak(item.dataset.how),
  });
  const begins = (item, t) => !item.dataset.path || item.dataset.name.toLowerCase().startsWith(t.trimEnd()) || ("/" + item.dataset.path).startsWith(t.trimEnd());

  async function speak(how) {
    const data = new FormData(line);
    if (!data.get("text").trim()) return;
    data.set("how", how);
    text.value = "";
    const tale = await send("say", data);
    if (tale.form) return open(tale.form, text);
    if (tale.wrong && !text.value) text.value = data.get("text");
    if (how === "message" && tale.fresh.length) tale.fresh[0].querySelector("summary")?.focus();
  }
  line.addEventListener("submit", (e) => { e.preventDefault(); speak("quote"); });

  // A command that is filled in.
  async function compose(path) {
    text.value = "";
    const answer = await fetch("compose?path=" + encodeURIComponent(path));
    if (!answer.ok) { wrong.textContent = "There is no such command any more. Please load the page again."; return; }
    command.innerHTML = await answer.text();
    command.hidden = false;
    line.hidden = true;
    wrong.textContent = "";
    const optional = command.querySelector(".optional");
    if (optional && !command.querySelector(".option:not(.optional .option)")) optional.open = optional.querySelectorAll(".option").length < 4;
    for (const input of command.querySelectorAll("[data-option]")) proposing(input);
    const fields = [...command.querySelectorAll(".field")].filter((f) => f.checkVisibility());
    (fields[0] || command.querySelector("button")).focus();
    command.scrollIntoView({ block: "nearest" });
  }
  function leave() {
    command.hidden = true;
    command.replaceChildren();
    line.hidden = false;
    text.value = "";
    text.focus();
  }
  command.addEventListener("click", (e) => { if (e.target.dataset.do === "leave") leave(); });
  command.addEventListener("keydown", (e) => { if (e.key === "Escape") { e.preventDefault(); leave(); } });
  command.addEventListener("invalid", (e) => { const o = e.target.closest("details"); if (o) o.open = true; }, true);
  command.addEventListener("submit", async (e) => {
    e.preventDefault();
    if (command.inert) return;
    command.inert = true; // what is sent once is not sent twice
    const tale = await send("run", filled());
    command.inert = false;
    if (tale.form) { leave(); return open(tale.form, text); }
    if (!tale.wrong) leave();
    else command.querySelector(".button.primary").focus();
  });

  // filled returns what was filled in, with the values behind what was chosen.
  function filled() {
    const data = new FormData(command);
    for (const input of command.querySelectorAll("[data-chosen]")) {
      if (input.dataset.value !== undefined && input.dataset.shown === input.value) data.set(input.dataset.chosen, input.dataset.value);
    }
    for (const input of command.querySelectorAll("[data-file]")) if (input.files.length) data.set(input.dataset.file, input.files[0].name);
    return data;
  }

  function proposing(input) {
    const list = by(input.getAttribute("aria-controls"));
    let asked = 0;
    const refresh = combobox(input, list, {
      items: async () => {
        const mine = ++asked;
        await new Promise((done) => setTimeout(done, 80)); // while keys follow each other, none is asked for
        if (mine !== asked || !input.isConnected) return null;
        const data = filled();
        for (const file of command.querySelectorAll("[data-file]")) data.delete(file.name);
        data.set("focus", input.dataset.option);
        let tale;
        try { tale = await (await fetch("propose", { method: "POST", body: data })).json(); } catch { return []; }
        if (mine !== asked) return null;
        list.replaceChildren(...tale.choices.map((c, i) => {
          const item = document.createElement("li");
          item.role = "option";
          item.id = list.id + i;
          item.textContent = c.Name;
          item.dataset.value = c.Value;
          return item;
        }));
        return [...list.children];
      },
      choose: (item) => {
        input.value = input.dataset.shown = item.textContent;
        input.dataset.value = item.dataset.value;
      },
    });
    input.addEventListener("focus", refresh);
  }

  // What the bot does of its own accord: a daily passage, the next question.
  setInterval(async () => {
    if (document.hidden || busy) return;
    try {
      const answer = await fetch("news?at=" + log.dataset.at);
      if (answer.ok && !busy) show(await answer.json());
    } catch { /* the next thing that is done says that the desk is gone */ }
  }, 2000);

  // How long ago an instant is, or how long until it.
  const units = [["second", 60], ["minute", 60], ["hour", 24], ["day", 30], ["month", 12], ["year", Infinity]];
  const language = document.querySelector("[name=language][aria-pressed=true]")?.lang || "en";
  const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  setInterval(() => {
    for (const time of log.querySelectorAll("time[data-since]")) {
      let n = Number(time.dataset.since) - Date.now() / 1000, at = 0;
      while (Math.abs(n) >= units[at][1]) n /= units[at++][1];
      const told = words.format(Math.round(n), units[at][0]);
      if (time.textContent === told) continue;
      time.setAttribute("aria-live", "off"); // nobody wants seconds to be read out
      time.textContent = told;
    }
  }, 500);

  if (log.lastElementChild) log.lastElementChild.scrollIntoView();
  if (document.activeElement === document.body) text.focus({ preventScroll: true });
})();
