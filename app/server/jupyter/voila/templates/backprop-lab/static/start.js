// The opening picture moves once, for less than five seconds, and again when asked; by itself only where that is welcome.

const parts = document.querySelectorAll(".opening animate");
const play = () => { for (const part of parts) part.beginElement(); };

document.getElementById("again").addEventListener("click", play);
if (!matchMedia("(prefers-reduced-motion: reduce)").matches) {
  if (document.readyState === "complete") play();
  else addEventListener("load", play);
}
