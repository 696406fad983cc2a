/** What we use of tus-js-client 4. */
declare module "tus-js-client" {
  interface HttpRequest {
    getMethod(): string;
    getURL(): string;
    setHeader(name: string, value: string): void;
  }
  interface HttpResponse {
    getStatus(): number;
    getHeader(name: string): string | undefined;
    getBody(): string;
  }
  class DetailedError extends Error {
    originalRequest: HttpRequest;
    originalResponse: HttpResponse | null;
    causingError: Error | null;
  }
  interface PreviousUpload {
    size: number | null;
    metadata: Record<string, string>;
    creationTime: string;
    urlStorageKey: string;
    uploadUrl: string | null;
  }
  interface UploadOptions {
    endpoint?: string | null;
    uploadUrl?: string | null;
    metadata?: Record<string, string>;
    headers?: Record<string, string>;
    chunkSize?: number;
    retryDelays?: number[] | null;
    storeFingerprintForResuming?: boolean;
    removeFingerprintOnSuccess?: boolean;
    uploadDataDuringCreation?: boolean;
    fingerprint?: (file: File, options: UploadOptions) => Promise<string>;
    onProgress?: ((sent: number, total: number) => void) | null;
    onChunkComplete?: ((size: number, accepted: number, total: number) => void) | null;
    onSuccess?: ((payload: { lastResponse: HttpResponse }) => void) | null;
    onError?: ((error: Error | DetailedError) => void) | null;
    onShouldRetry?: ((error: DetailedError, attempt: number, options: UploadOptions) => boolean) | null;
    onUploadUrlAvailable?: (() => void | Promise<void>) | null;
    onBeforeRequest?: (request: HttpRequest) => void | Promise<void>;
    onAfterResponse?: (request: HttpRequest, response: HttpResponse) => void | Promise<void>;
  }
  class Upload {
    constructor(file: File | Blob, options: UploadOptions);
    file: File | Blob;
    options: UploadOptions;
    url: string | null;
    start(): void;
    abort(shouldTerminate?: boolean): Promise<void>;
    findPreviousUploads(): Promise<PreviousUpload[]>;
    resumeFromPreviousUpload(previous: PreviousUpload): void;
    static terminate(url: string, options?: UploadOptions): Promise<void>;
  }
  const isSupported: boolean;
  export { DetailedError, HttpRequest, HttpResponse, isSupported, PreviousUpload, Upload, UploadOptions };
}
