// When another article is opened, bring its passage into view inside the reader; on a narrow page go to the reader itself.
const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
watch("value", () => {
  const passage = element.querySelector(".passage");
  const scroller = document.getElementById("reader");
  if (!passage || !scroller) return;
  const inset = 90; // pixels of text left visible above the passage
  const head = 320; // a passage that begins so near the top is shown with the headline
  const top = passage.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop - inset;
  scroller.scrollTo({ top: top + inset < head ? 0 : top, behavior: calm ? "auto" : "smooth" });
});
