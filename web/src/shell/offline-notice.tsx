import { WifiOff } from "lucide-react";
import { useSyncExternalStore } from "react";
import { useMessages } from "../language.tsx";

function subscribe(listener: () => void) {
  addEventListener("online", listener);
  addEventListener("offline", listener);
  return () => {
    removeEventListener("online", listener);
    removeEventListener("offline", listener);
  };
}

export function OfflineNotice() {
  const messages = useMessages();
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  return (
    <div role="status" className="fixed inset-x-0 bottom-0 z-30">
      {online ? null : (
        <p className="flex items-center justify-center gap-2 bg-warn-soft px-4 py-2 text-on-warn-soft">
          <WifiOff aria-hidden className="size-4 shrink-0" />
          {messages.common.offline}
        </p>
      )}
    </div>
  );
}
