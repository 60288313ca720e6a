/** The one container of the hands-on notes' etcd, as it must come out of whatever makes it. */
export const notesEtcdContainer = {
  image: "quay.io/coreos/etcd:v3.5.0",
  command: [
    "/usr/local/bin/etcd",
    "--name=etcd0",
    "--data-dir=/etcd-data",
    "--listen-client-urls=http://0.0.0.0:2379",
    "--advertise-client-urls=http://etcd.kube-system.svc.cluster.local:2379",
  ],
};
