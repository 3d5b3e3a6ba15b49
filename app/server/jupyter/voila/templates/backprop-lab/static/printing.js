// A lesson is printed with all its pictures, also those nobody scrolled to, and as paper wants them: light, in the usual
// size, sharp. A browser asks for paper at once and waits for nothing, so that Ctrl-P asks here first: what is missing is
// made, with a word on how far that is, then it is printed. (From a browser's menu it is printed as it stands: then what
// the page had no quiet second for is missing, and pictures have the screen's own pixels.)
{
  const LONGEST = 30_000, PATIENCE = 5_000, LOOKS = 50;  // milliseconds: in all, with nothing new, between two looks
  // Pictures, rooms of panels that are not built, and the places of those that the kernel has not sent yet.
  const PLACES = ".live:not(.closed) > .room[data-id]:not([data-id^=symbols])", PANELS = ".bl-room, img.bl-picture-img";
  const root = document.documentElement;
  const panels = () => [...document.querySelectorAll(PLACES)].flatMap((place) => {
    const there = [...place.querySelectorAll(PANELS)];
    return there.length ? there : [place];
  });
  const seen = () => panels().filter((each) => each.checkVisibility());
  const missing = () => seen().filter((each) => !each.dataset.frame).length;
  const coarse = () => seen().filter((each) => !each.classList.contains("bl-on-paper")).length;
  let waits = false;

  // A picture that is playing is never sharp: what is there already is waited for as long as more of it comes.
  async function makeAll() {
    const begun = performance.now();
    for (let left, fewest = Infinity, news = begun, known = ""; (left = coarse()) && !final;) {
      const now = performance.now(), there = panels().map((each) => each.className).join();
      if (left < fewest) [fewest, news] = [left, now];
      if (now - begun > LONGEST || (!missing() && now - news > PATIENCE)) break;
      if (there !== known) dispatchEvent(new Event("beforeprint"));  // which rooms and pictures hear, those that came later, too
      known = there;
      say(`Getting ready to print: ${panels().length - left} of ${panels().length} pictures…`);
      await new Promise((resolve) => setTimeout(resolve, LOOKS));
    }
    say("");
  }

  addEventListener("keydown", async (event) => {
    const asked = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "p";
    if (!asked) return;
    event.preventDefault();
    if (waits) return;
    waits = true;
    const { light, hall } = root.dataset;
    addEventListener("afterprint", () => Object.assign(root.dataset, { light, hall }), { once: true });
    Object.assign(root.dataset, { light: "light", hall: "off" });
    await makeAll();
    waits = false;
    print();
  }, { capture: true });
}
