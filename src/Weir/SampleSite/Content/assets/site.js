// The live page: the gauge by server-sent events, the shout by WebSocket. Other pages need no script.
"use strict";

const level = document.getElementById("level");
if (level) {
  const gauge = new EventSource("/events");
  gauge.addEventListener("level", (event) => {
    const reading = JSON.parse(event.data);
    level.value = `${reading.cm} cm`;
    document.getElementById("meter").value = reading.cm;
  });
  gauge.addEventListener("error", () => { level.value = "the gauge is silent"; });
}

const shout = document.getElementById("shout");
if (shout) {
  const words = document.getElementById("words");
  const echo = document.getElementById("echo");
  let socket = null;
  shout.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = words.value;
    if (socket && socket.readyState === WebSocket.OPEN) {
      socket.send(text);
      return;
    }
    socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`);
    socket.addEventListener("open", () => socket.send(text));
    socket.addEventListener("message", (message) => { echo.value = `It comes back: ${message.data}`; });
    socket.addEventListener("close", () => { echo.value = "Nobody is there."; });
  });
}
