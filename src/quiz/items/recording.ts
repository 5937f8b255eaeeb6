/** A recording that is under way. It stays in the page: nothing is stored, nothing is sent. */
export interface Recording {
  /** Ends it and gives what was said. */
  stop(): Promise<Blob>;
}

/** Whether this browser can record at all; whether it may is known only by asking. */
export const canRecord = (): boolean =>
  typeof MediaRecorder === 'function' && typeof navigator.mediaDevices?.getUserMedia === 'function';

/** Asks for the microphone and begins. Rejects where it is refused or missing. */
export async function record(): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const release = () => stream.getTracks().forEach((track) => track.stop());
  try {
    const recorder = new MediaRecorder(stream);
    const parts: Blob[] = [];
    recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
    const ended = new Promise<void>((done) => recorder.addEventListener('stop', () => done()));
    recorder.start();
    return {
      async stop() {
        if (recorder.state !== 'inactive') recorder.stop();
        await ended;
        release();
        return new Blob(parts, { type: recorder.mimeType });
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

/** Plays a recording; gives how to end it. Decoded here, as the page's policy lets no media be loaded but its own. */
export async function playBack(sound: Blob, onend: () => void): Promise<() => void> {
  const context = new AudioContext();
  const source = context.createBufferSource();
  source.buffer = await context.decodeAudioData(await sound.arrayBuffer());
  source.connect(context.destination);
  source.addEventListener('ended', () => {
    void context.close();
    onend();
  });
  source.start();
  return () => source.stop();
}
