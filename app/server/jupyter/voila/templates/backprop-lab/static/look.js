// How a page looks: light or dark as the system wishes or as it is told, and the size of a hall. This browser keeps what
// was chosen. It runs in <head>, before anything is painted; pictures follow by themselves (app/widgets/picture.js).
{
  const root = document.documentElement;
  const kept = (name) => { try { return localStorage.getItem(name); } catch { return null; } };  // cookies may be off
  const keep = (name, value) => { try { localStorage.setItem(name, value); } catch { /* until the page is left */ } };
  const LIGHTS = { auto: "Auto", light: "Light", dark: "Dark" };

  root.dataset.light = kept("light") in LIGHTS ? kept("light") : "auto";
  root.dataset.hall = kept("hall") === "on" ? "on" : "off";

  document.addEventListener("DOMContentLoaded", () => {
    const place = document.querySelector(".look");
    if (!place) return;
    const light = document.createElement("select"), hall = document.createElement("button");
    for (const [value, words] of Object.entries(LIGHTS)) light.append(new Option(words, value));
    light.value = root.dataset.light;
    light.setAttribute("aria-label", "Light or dark");
    light.title = "Light or dark: as the system wishes, or as you choose";
    light.addEventListener("change", () => {
      root.dataset.light = light.value;
      keep("light", light.value);
    });
    Object.assign(hall, { type: "button", id: "hall", textContent: "Hall", title: "Large: for a projector" });
    const press = (on) => {
      root.dataset.hall = on;
      hall.setAttribute("aria-pressed", on === "on");
      keep("hall", on);
    };
    press(root.dataset.hall);
    hall.addEventListener("click", () => press(root.dataset.hall === "on" ? "off" : "on"));
    place.replaceChildren(light, hall);
  });
}
