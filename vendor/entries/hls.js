// hls.js from its source: with sound in a playlist of its own, which its light build cannot play, and without what we
// never use of the whole one (advertising, rights management, subtitles, metrics).
export { default } from "../node_modules/hls.js/src/hls.ts";
