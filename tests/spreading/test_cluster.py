"""A cluster whose parts die, stop, are cut off, join late and come back: the same digest, and nothing lost."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import threading

import dask
import psutil
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from standto.errors import OptionError, StandtoError, Stopped
from standto.futures.merging import digest_of
from standto.spreading.choosing import executor_of
from standto.spreading.dask_cluster import DaskCluster
from standto.spreading.inline import Inline
from standto.spreading.kept_chunks import FolderKeeper, Keeping
from standto.spreading.tallying import tally_of
from tests.patience import PATIENCE, wait_until
from tests.spreading.cluster_processes import ROOT, ClusterProcesses, Line, free_port
from tests.spreading.counted_run import CountedRun, FailingRun, MemoryKeepingRun

FUTURES, SIZE = 1_200, 25
SLOW = CountedRun(seed=5, seconds=0.008)
"""A chunk takes 0.2 seconds, all chunks about 10 seconds of one worker."""


@pytest.fixture(scope="module")
def expected():
    return digest_of(CountedRun(seed=5).tally(0, FUTURES))


@pytest.fixture
def cluster(tmp_path):
    with ClusterProcesses(tmp_path / "log") as processes:
        yield processes


class Meanwhile:
    """Progress that does something once, after a share of the work."""

    def __init__(self, share, act):
        self.share, self.act, self.done = share, act, False

    def __call__(self, share):
        if share >= self.share and not self.done:
            self.done = True
            self.act()


def digest_on(address, run=SLOW, meanwhile=None, **options):
    with DaskCluster(address, least_late=1.5, **options) as executor:
        return digest_of(tally_of(run, 0, FUTURES, size=SIZE, executor=executor, progress=meanwhile))


@pytest.mark.slow
def test_a_cluster_has_the_digest_of_this_process(cluster, expected):
    cluster.start_worker()
    cluster.start_worker()
    assert digest_on(cluster.address, CountedRun(seed=5)) == expected


@pytest.mark.slow
def test_a_worker_killed_in_mid_run_loses_nothing(cluster, expected):
    doomed = cluster.start_worker()
    cluster.start_worker()
    assert digest_on(cluster.address, meanwhile=Meanwhile(0.2, doomed.kill)) == expected


@pytest.mark.slow
def test_a_worker_that_is_stopped_and_continued_loses_nothing(cluster, expected):
    lazy = cluster.start_worker()
    cluster.start_worker()
    threading.Timer(15, lazy.send_signal, [signal.SIGCONT]).start()
    assert digest_on(cluster.address, meanwhile=Meanwhile(0.2, lambda: lazy.send_signal(signal.SIGSTOP))) == expected


@pytest.mark.slow
def test_a_worker_that_is_stopped_for_good_loses_nothing(cluster, expected):
    lazy = cluster.start_worker()
    cluster.start_worker()
    assert digest_on(cluster.address, meanwhile=Meanwhile(0.2, lambda: lazy.send_signal(signal.SIGSTOP))) == expected


@pytest.mark.slow
def test_a_worker_that_is_cut_off_loses_nothing(cluster, expected):
    port = free_port()
    there, back = Line(cluster.port), Line(port)
    own = ["--worker-port", str(port), "--contact-address", f"tcp://127.0.0.1:{back.port}"]
    cluster.start_worker(*own, "--host", "tcp://127.0.0.1", scheduler=f"tcp://127.0.0.1:{there.port}")
    cluster.start_worker()
    try:
        assert digest_on(cluster.address, meanwhile=Meanwhile(0.2, lambda: (there.cut(), back.cut()))) == expected
    finally:
        there.close()
        back.close()


@pytest.mark.slow
def test_a_worker_that_joins_late_judges_its_share(cluster, expected):
    cluster.start_worker()
    assert digest_on(cluster.address, meanwhile=Meanwhile(0.1, cluster.start_worker)) == expected


@pytest.mark.slow
def test_a_run_that_begins_before_any_worker_waits_for_one(cluster, expected):
    threading.Timer(3, cluster.start_worker).start()
    assert digest_on(cluster.address, CountedRun(seed=5)) == expected


@pytest.mark.slow
def test_a_scheduler_killed_and_started_again_loses_nothing(cluster, expected):
    judged = []

    def restart():
        cluster.scheduler.kill()
        cluster.scheduler.wait()
        cluster.start_scheduler()
        cluster.start_worker()

    cluster.start_worker()
    restarting = Meanwhile(0.3, restart)
    assert digest_on(cluster.address, meanwhile=lambda share: (judged.append(share), restarting(share))) == expected
    # Every chunk is answered once: none that was finished is judged again.
    assert len(judged) == FUTURES // SIZE


@pytest.mark.slow
def test_a_scheduler_that_stays_away_is_an_error_and_finished_chunks_go_on_elsewhere(cluster, expected, tmp_path):
    keeper = FolderKeeper(tmp_path)
    cluster.start_worker()
    assert digest_on(cluster.address, CountedRun(seed=5)) == expected  # the worker is there, however slow its start
    lost = Keeping(DaskCluster(cluster.address, patience=2), keeper)
    with lost, pytest.raises(StandtoError, match=r"no worker of .* has answered for 2 seconds .*--keep"):
        tally_of(SLOW, 0, FUTURES, size=SIZE, executor=lost, progress=Meanwhile(0.2, cluster.scheduler.kill))
    judged = []

    class Watched(CountedRun):
        def tally(self, start, stop):
            judged.append(start)
            return super().tally(start, stop)

    total = tally_of(Watched(seed=5), 0, FUTURES, size=SIZE, executor=Keeping(Inline(), keeper))
    assert digest_of(total) == expected
    assert 0 < len(judged) <= FUTURES // SIZE * 0.8


@pytest.mark.slow
def test_a_cancelled_run_leaves_the_cluster_free_for_the_next(cluster):
    def stop(share):
        raise Stopped("enough")

    cluster.start_worker()
    with DaskCluster(cluster.address) as executor:
        with pytest.raises(Stopped):
            tally_of(SLOW, 0, FUTURES, size=SIZE, executor=executor, progress=stop)
        quick = CountedRun(seed=6)
        assert digest_of(tally_of(quick, 0, 50, size=SIZE, executor=executor)) == digest_of(quick.tally(0, 50))


@pytest.mark.slow
def test_a_failure_on_a_worker_is_told(cluster):
    cluster.start_worker()
    with pytest.raises(StandtoError, match=r"futures 0 to 24 could not be judged, after 6 attempts: Arith.*future 3"):
        digest_on(cluster.address, FailingRun(unlucky=3))


@pytest.mark.slow
def test_a_cluster_of_this_machine_has_the_same_digest(expected):
    with executor_of(cluster="local:2") as executor:
        assert digest_of(tally_of(CountedRun(seed=5), 0, FUTURES, size=SIZE, executor=executor)) == expected


INTERRUPTED = """
import sys
from standto.spreading.dask_cluster import DaskCluster
from standto.spreading.tallying import tally_of
from tests.spreading.counted_run import CountedRun

if __name__ == "__main__":
    try:
        with DaskCluster("local:2") as executor:
            tally_of(CountedRun(seed=5, seconds=1), 0, 1_000, size=25, executor=executor)
    except KeyboardInterrupt:
        sys.exit(130)
"""


@pytest.mark.slow
def test_a_cluster_of_this_machine_ends_without_a_word_when_its_terminal_interrupts_all_processes(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(INTERRUPTED)
    command = [sys.executable, script]
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    process = subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": path}, stderr=subprocess.PIPE, start_new_session=True
    )
    # Its workers have begun to start, and have not yet said that they ignore an interrupt.
    wait_until(lambda: len(psutil.Process(process.pid).children(recursive=True)) >= 3)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=PATIENCE)
    assert (process.returncode, said.decode()) == (130, "")


def certificate_in(folder):
    """A certificate for this machine that signs itself, and its key, as files."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "cluster")])
    start = dt.datetime(2020, 1, 1)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start + dt.timedelta(days=36_500))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, *form))
    (folder / "cert.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    return str(folder / "cert.pem"), str(folder / "key.pem")


@pytest.mark.slow
def test_certificates_come_from_dasks_own_configuration(tmp_path, expected):
    # Its defaults must be there before any of them is replaced.
    pytest.importorskip("distributed")
    cert, key = certificate_in(tmp_path)
    ends = {f"distributed.comm.tls.{end}": {"cert": cert, "key": key} for end in ("client", "scheduler", "worker")}
    options = ["--tls-ca-file", cert, "--tls-cert", cert, "--tls-key", key]
    with ClusterProcesses(tmp_path / "log", scheme="tls", options=options) as cluster:
        cluster.start_worker()
        with dask.config.set({"distributed.comm.tls.ca-file": cert, **ends}):
            assert digest_on(cluster.address, CountedRun(seed=5)) == expected
        with pytest.raises(OptionError, match=r"tls://.* needs certificates: name them in Dask's own configuration"):
            DaskCluster(cluster.address)


@pytest.mark.slow
def test_an_address_where_nothing_listens_is_an_error():
    with pytest.raises(StandtoError, match=r"no worker of tcp://127\.0\.0\.1:1 has answered for 1 seconds"):
        digest_on("tcp://127.0.0.1:1", patience=1)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "host:8786",
        "local:",
        "local:0",
        "local:-1",
        "local:x",
        "local:1025",
        "local:99999",
        "tcp:",
        "tcp://",
        "http://x",
    ],
)
def test_an_address_that_is_none_is_refused(address):
    with pytest.raises(OptionError, match=r"--cluster: .* is no cluster: give a scheduler's address"):
        executor_of(cluster=address)


@pytest.mark.slow
def test_the_workers_of_a_local_cluster_use_their_memory_again(expected):
    assert digest_on("local:1", MemoryKeepingRun(seed=5)) == expected


@pytest.mark.slow
def test_two_clusters_on_one_machine_take_no_port_from_each_other(expected):
    with DaskCluster("local:1") as other:
        first = tally_of(CountedRun(seed=5), 0, SIZE, executor=other)
        assert digest_on("local:1", CountedRun(seed=5)) == expected
    assert first.futures == SIZE
