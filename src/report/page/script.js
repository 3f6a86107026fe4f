// Moves, zooms and searches the diagram. Without it the diagram stands still, and all else is the same.
"use strict";
(() => {
  const view = document.getElementById("view");
  const svg = document.getElementById("diagram");
  if (!view || !svg) return;

  const whole = svg.viewBox.baseVal;
  const size = { width: whole.width, height: whole.height };
  const boxes = [...svg.querySelectorAll(".box")];
  const lines = [...svg.querySelectorAll(".line")];
  // Below this scale the lines of a box cannot be read, and the names stand alone.
  const FAR = 0.45, MOST = 3, STEP = 1.3;
  // What is seen: the corner in the diagram, and how many points of the screen one of it takes.
  let at = { x: 0, y: 0, scale: 1 };

  document.querySelector(".tools").hidden = false;
  view.classList.add("moves");
  const places = boxes.map((box) => {
    const { e: x, f: y } = box.transform.baseVal.consolidate().matrix;
    const frame = box.querySelector(".frame");
    return { x, y, width: frame.width.baseVal.value, height: frame.height.baseVal.value };
  });
  const seen = new Array(boxes.length).fill(false);

  const least = () => Math.min(view.clientWidth / size.width, view.clientHeight / size.height, 1);
  // Only boxes that are seen have their lines, so that a thousand tables move as easily as ten.
  const paint = () => {
    waits = false;
    svg.style.transform = `scale(${at.scale}) translate(${-at.x}px, ${-at.y}px)`;
    const far = at.scale < FAR;
    svg.classList.toggle("far", far);
    if (far) svg.style.setProperty("--thin", `${1 / at.scale}px`);
    const [width, height] = [view.clientWidth / at.scale, view.clientHeight / at.scale];
    places.forEach((box, n) => {
      const now = !far && box.x < at.x + width && box.x + box.width > at.x && box.y < at.y + height && box.y + box.height > at.y;
      if (now !== seen[n]) boxes[n].classList.toggle("seen", seen[n] = now);
    });
  };
  let waits = false;
  const draw = () => {
    if (!waits) requestAnimationFrame(paint);
    waits = true;
  };
  // A small diagram takes no more room than it needs.
  const settle = () => {
    const needed = size.height * Math.min(1, view.clientWidth / size.width);
    const least = needed < size.height * FAR ? window.innerHeight * 0.4 : 180;
    view.style.height = `${Math.max(least, Math.min(needed + 2, window.innerHeight * 0.7))}px`;
  };
  const fit = () => {
    at.scale = least();
    at.x = (size.width - view.clientWidth / at.scale) / 2;
    at.y = (size.height - view.clientHeight / at.scale) / 2;
    draw();
  };
  const zoom = (factor, x = view.clientWidth / 2, y = view.clientHeight / 2) => {
    const scale = Math.min(MOST, Math.max(least() / 2, at.scale * factor));
    at.x += x / at.scale - x / scale;
    at.y += y / at.scale - y / scale;
    at.scale = scale;
    draw();
  };
  const move = (x, y) => {
    at.x += x / at.scale;
    at.y += y / at.scale;
    draw();
  };
  const place = (box) => places[boxes.indexOf(box)];
  // Brings a box to the middle, near enough to be read.
  const show = (box) => {
    const { x, y, width, height } = place(box);
    const readable = Math.min(0.9, view.clientWidth / (width + 40));
    at.scale = Math.max(at.scale, readable);
    at.x = x + width / 2 - view.clientWidth / at.scale / 2;
    at.y = y + Math.min(height / 2, view.clientHeight / at.scale / 2 - 20) - view.clientHeight / at.scale / 2;
    draw();
  };
  const isSeen = (box) => {
    const { x, y, width, height } = place(box);
    return x >= at.x && y >= at.y && x + width <= at.x + view.clientWidth / at.scale
      && y + Math.min(height, 60) <= at.y + view.clientHeight / at.scale;
  };

  // One finger or the mouse moves, two fingers zoom.
  const held = new Map();
  let moved = 0;
  const spread = () => {
    const [a, b] = [...held.values()];
    return Math.hypot(a.x - b.x, a.y - b.y);
  };
  view.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    if (!held.size) moved = 0;
    held.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });
  view.addEventListener("pointermove", (event) => {
    const before = held.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const wide = held.size === 2 && spread();
    held.set(event.pointerId, now);
    moved += Math.hypot(now.x - before.x, now.y - before.y);
    if (moved > 4 && !view.hasPointerCapture(event.pointerId)) {
      view.setPointerCapture(event.pointerId);
      view.classList.add("held");
    }
    if (wide) {
      const { left, top } = view.getBoundingClientRect();
      const [a, b] = [...held.values()];
      zoom(spread() / wide, (a.x + b.x) / 2 - left, (a.y + b.y) / 2 - top);
    } else {
      move(before.x - now.x, before.y - now.y);
    }
  });
  const release = (event) => {
    held.delete(event.pointerId);
    if (!held.size) view.classList.remove("held");
  };
  view.addEventListener("pointerup", release);
  view.addEventListener("pointercancel", release);
  view.addEventListener("dragstart", (event) => event.preventDefault());
  // The end of a move is no click; one by the keyboard has no number.
  view.addEventListener("click", (event) => { if (moved > 4 && event.detail) event.preventDefault(); }, true);
  // The wheel alone scrolls the page.
  view.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const { left, top } = view.getBoundingClientRect();
    zoom(Math.exp(-event.deltaY / 300), event.clientX - left, event.clientY - top);
  }, { passive: false });

  const keys = {
    ArrowLeft: () => move(-80, 0), ArrowRight: () => move(80, 0), ArrowUp: () => move(0, -80), ArrowDown: () => move(0, 80),
    "+": () => zoom(STEP), "=": () => zoom(STEP), "-": () => zoom(1 / STEP), 0: fit,
  };
  view.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return;
    event.preventDefault();
    keys[event.key]();
  });
  document.getElementById("in").addEventListener("click", () => zoom(STEP));
  document.getElementById("out").addEventListener("click", () => zoom(1 / STEP));
  document.getElementById("fit").addEventListener("click", fit);

  // The lines of the box under the pointer or with the focus stand out.
  const light = (box) => {
    const number = box && box.id.slice("box-".length);
    for (const line of lines) {
      line.classList.toggle("lit", number !== null && (line.dataset.from === number || line.dataset.to === number));
    }
  };
  for (const box of boxes) {
    box.addEventListener("pointerenter", () => light(box));
    box.addEventListener("pointerleave", () => light(null));
  }
  // An element of SVG that listens for the focus would take it itself.
  view.addEventListener("focusout", () => light(null));
  view.addEventListener("focusin", (event) => {
    const box = event.target.closest(".box");
    if (!box) return;
    light(box);
    // The browser scrolls what it cannot see of the focus; the diagram moves instead.
    view.scrollTo(0, 0);
    if (!held.size && !isSeen(box)) show(box);
  });

  // Search: what does not match is pale in the diagram and left out below it.
  const search = document.getElementById("search");
  const found = document.getElementById("found");
  const cards = [...document.querySelectorAll(".card")];
  const texts = boxes.map((box) => box.textContent.toLowerCase());
  const contents = cards.map((card) => card.textContent.toLowerCase());
  let hits = [], current = -1;
  const choose = (number) => {
    hits[current]?.classList.remove("current");
    current = number;
    const box = hits[current];
    if (!box) return;
    box.classList.add("current");
    show(box);
    found.textContent = `${current + 1} of ${hits.length}: ${box.querySelector("a").textContent}`;
  };
  const find = () => {
    const wanted = search.value.trim().toLowerCase();
    choose(-1);
    hits = wanted ? boxes.filter((_, n) => texts[n].includes(wanted)) : [];
    for (const box of boxes) box.classList.remove("hit");
    for (const box of hits) box.classList.add("hit");
    svg.classList.toggle("searching", wanted !== "");
    cards.forEach((card, n) => { card.hidden = wanted !== "" && !contents[n].includes(wanted); });
    if (!wanted) found.textContent = "";
    else if (hits.length) choose(0);
    else found.textContent = "no table";
  };
  search.addEventListener("input", find);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && hits.length) {
      choose((current + (event.shiftKey ? hits.length - 1 : 1)) % hits.length);
    } else if (event.key === "Escape") {
      search.value = "";
      find();
      view.focus();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || /^(INPUT|TEXTAREA)$/.test(event.target.tagName)) return;
    event.preventDefault();
    search.focus();
    search.select();
  });

  // A link to a box brings it to the middle.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".show");
    const box = link && document.querySelector(link.getAttribute("href"));
    if (!box) return;
    event.preventDefault();
    view.scrollIntoView({ block: "center" });
    show(box);
    box.querySelector("a").focus({ preventScroll: true });
  });
  window.addEventListener("resize", () => { settle(); draw(); });
  settle();
  fit();
  // Where the whole is too small to be read, it begins with what changes, or with what most refers to.
  if (at.scale < FAR) {
    const joined = new Array(boxes.length).fill(0);
    for (const line of lines) { joined[line.dataset.from]++; joined[line.dataset.to]++; }
    const busiest = boxes[joined.indexOf(Math.max(...joined))];
    show(svg.querySelector(".box.new, .box.changed, .box.dropped") ?? busiest);
  }
})();
