// The opening picture moves once, for less than five seconds, and again when asked; by itself only where that is welcome.

const picture = document.querySelector(".opening svg"), again = document.getElementById("again");

function play() {
  for (const part of picture.querySelectorAll("animate")) part.beginElement();
}

if (picture) {
  again.addEventListener("click", play);
  if (!matchMedia("(prefers-reduced-motion: reduce)").matches) play();
}
