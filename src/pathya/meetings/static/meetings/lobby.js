// A try of camera and microphone. Nothing is asked for before the click, nothing leaves the device.

const box = document.querySelector("[data-devices]");
if (box && navigator.mediaDevices) begin(box);

function begin(box) {
  const part = (name) => box.querySelector(`[data-${name}]`);
  const text = (name) => box.querySelector(`[data-text="${name}"]`).content.textContent;
  let stream = null;
  let sound = null;

  part("try").addEventListener("click", async () => {
    stop();
    try {
      stream = await open();
    } catch (problem) {
      part("told").textContent = text(problem.name === "NotAllowedError" ? "refused" : "missing");
      return;
    }
    const picture = stream.getVideoTracks().length > 0;
    part("told").textContent = text(picture ? "both" : "sound");
    part("picture").hidden = !picture;
    if (picture) {
      part("picture").srcObject = stream;
      part("picture").play().catch(() => {});
    }
    part("sound").hidden = false;
    part("stop").hidden = false;
    listen(stream, box.querySelector("meter"));
  });
  part("stop").addEventListener("click", () => {
    stop();
    part("told").textContent = "";
    part("try").focus();
  });
  addEventListener("pagehide", stop);
  document.querySelector(".lobby__door")?.addEventListener("submit", stop);

  async function open() {
    try {
      return await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
    } catch (problem) {
      if (problem.name === "NotAllowedError") throw problem;
      return navigator.mediaDevices.getUserMedia({ audio: true });
    }
  }

  function listen(stream, meter) {
    sound = new AudioContext();
    const analyser = sound.createAnalyser();
    analyser.fftSize = 512;
    sound.createMediaStreamSource(stream).connect(analyser);
    const wave = new Float32Array(analyser.fftSize);
    const beat = () => {
      if (!sound) return;
      analyser.getFloatTimeDomainData(wave);
      const power = wave.reduce((sum, value) => sum + value * value, 0) / wave.length;
      meter.value = Math.min(1, Math.sqrt(power) * 4);
      requestAnimationFrame(beat);
    };
    beat();
  }

  function stop() {
    stream?.getTracks().forEach((track) => track.stop());
    sound?.close();
    stream = sound = null;
    for (const name of ["picture", "sound", "stop"]) part(name).hidden = true;
    part("picture").srcObject = null;
  }
}
