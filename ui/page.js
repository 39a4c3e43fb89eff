// Clicks and keys inside the conversation become Gradio events; no text of an article is ever handled here.
// `element`, `trigger` and `watch` are given by gr.HTML.
const act = (target) => {
  const open = target.closest("[data-open]");
  const ask = target.closest("[data-ask]");
  if (ask) trigger("submit", { question: ask.dataset.ask });
  else if (open) {
    element.querySelectorAll(".card.open").forEach((card) => card.classList.remove("open"));
    open.closest(".card").classList.add("open");
    trigger("select", { target: open.dataset.open });
  }
};
element.addEventListener("click", (event) => {
  if (!event.target.closest("a") && !String(window.getSelection())) act(event.target);
});
element.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches(".card")) act(event.target);
  if (event.key === "Enter" && event.target.matches("[data-alone]")) {
    event.preventDefault();
    trigger("submit", { question: event.target.textContent, alone: true });
  }
});
const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
watch("value", () => {
  const turns = element.querySelectorAll(".turn");
  if (!turns.length) return;
  const last = turns[turns.length - 1];
  const card = last.querySelector(".card:not(.dim)");
  if (card) card.classList.add("open");
  last.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
});
