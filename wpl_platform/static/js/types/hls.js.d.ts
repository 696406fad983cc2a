/** What we use of hls.js 1.7. */
declare module "hls.js" {
  interface ErrorData {
    type: "networkError" | "mediaError" | "keySystemError" | "muxError" | "otherError";
    details: string;
    fatal: boolean;
    response?: { code: number };
  }
  interface RetryPolicy {
    maxNumRetry: number;
    retryDelayMs: number;
    maxRetryDelayMs: number;
  }
  interface LoadPolicy {
    default: {
      maxTimeToFirstByteMs: number;
      maxLoadTimeMs: number;
      timeoutRetry: RetryPolicy;
      errorRetry: RetryPolicy;
    };
  }
  interface HlsConfig {
    manifestLoadPolicy: LoadPolicy;
    playlistLoadPolicy: LoadPolicy;
    fragLoadPolicy: LoadPolicy;
    enableWorker: boolean;
    startLevel: number;
    startPosition: number;
    startFragPrefetch: boolean;
    capLevelToPlayerSize: boolean;
    maxBufferLength: number;
    maxMaxBufferLength: number;
    backBufferLength: number;
  }
  class Hls {
    constructor(config?: Partial<HlsConfig>);
    static isSupported(): boolean;
    config: HlsConfig;
    levels: { height: number; bitrate: number }[];
    currentLevel: number;
    attachMedia(video: HTMLMediaElement): void;
    loadSource(address: string): void;
    startLoad(at?: number): void;
    stopLoad(): void;
    recoverMediaError(): void;
    on(event: "hlsError", told: (event: string, data: ErrorData) => void): void;
    destroy(): void;
  }
  export default Hls;
}
