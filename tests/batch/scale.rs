//! Parts of a batch: on one machine after each other, through GNU parallel, and through Slurm.

use crate::room::Room;
use crate::support::{root, tool};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

#[test]
fn parts_joined_are_the_whole() {
    let whole = Room::small(8, 5);
    whole.make(&[]);
    let wanted = whole.files();
    let room = Room::small(8, 5);
    for part in ["3/4", "1/4", "2/4"] {
        room.make(&["--shard", part]);
        assert!(
            !room.path("out/manifest.json").exists()
                && !room.path("out/index.html").exists()
        );
    }
    let ran = room.run(&["--merge"]);
    assert_eq!(ran.status, Some(1));
    assert_eq!(
        ran.stderr,
        "error: part 4 of 4 is missing\n  help: run `printaloud batch --shard 4/4` again\n"
    );
    room.make(&["--shard", "4/4"]);
    // A part that is run twice does no harm.
    room.make(&["--shard", "2/4"]);
    room.make(&["--merge"]);
    assert!(room.files() == wanted);
    // A whole run finds nothing to do.
    let ran = room.make(&[]);
    assert!(
        ran.stderr.ends_with("0 leaflets made, 40 up to date, 0 failed\n"),
        "{}",
        ran.stderr
    );
    assert!(room.files() == wanted);
    room.make(&["--verify"]);
}

#[test]
fn parts_of_different_jobs_are_not_joined() {
    let room = Room::small(4, 3);
    room.make(&["--shard", "1/2"]);
    room.write(
        "pages/page-1.md",
        "---\nnext-review: 2999\n---\n# Page one\n\nOther words.\n",
    );
    room.make(&["--shard", "2/2"]);
    let ran = room.run(&["--merge"]);
    assert_eq!(ran.status, Some(1));
    assert!(
        ran.stderr
            .starts_with("error: part 1 of 2 was made from another state of the job"),
        "{}",
        ran.stderr
    );
    room.make(&["--shard", "1/2"]);
    room.make(&["--shard", "1/3"]);
    let ran = room.run(&["--merge"]);
    assert!(
        ran.stderr.starts_with("error: there are parts of 2 and parts of 3\n"),
        "{}",
        ran.stderr
    );
    let empty = Room::small(1, 1);
    assert!(
        empty
            .run(&["--merge"])
            .stderr
            .starts_with("error: there are no parts to be joined\n")
    );
    // A leaflet that went after its part was made is named.
    let gone = Room::small(2, 1);
    gone.make(&["--shard", "1/1"]);
    fs::remove_file(gone.path("out/centre-1/page-2-18pt.pdf")).unwrap();
    let ran = gone.run(&["--merge"]);
    assert_eq!(ran.status, Some(1));
    assert!(
        ran.stderr.contains("out/centre-1/page-2-18pt.pdf: error: it is gone\n"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_part_that_is_not_one_is_wrong_usage() {
    let room = Room::small(1, 1);
    for (part, said) in [
        ("5/4", "there is no part 5 of 4: parts are numbered from 1 to 4"),
        ("0/4", "there is no part 0 of 4"),
        ("two", "write a part and how many there are, such as 2/4"),
        ("auto/4", "nothing says which part this is"),
    ] {
        let ran = room.run(&["--shard", part]);
        assert_eq!(ran.status, Some(2), "{part}");
        assert!(ran.stderr.contains(said), "{}", ran.stderr);
    }
    for (variable, value, status) in [
        ("SLURM_ARRAY_TASK_ID", "2", 0),
        ("JOB_COMPLETION_INDEX", "0", 0),
        ("PARALLEL_SEQ", "2", 0),
        ("SLURM_ARRAY_TASK_ID", "3", 2),
        ("JOB_COMPLETION_INDEX", "2", 2),
    ] {
        let output =
            room.command(&["--shard", "auto/2"]).env(variable, value).output().unwrap();
        assert_eq!(output.status.code(), Some(status), "{variable}={value}");
    }
    room.make(&["--merge"]);
}

#[test]
fn parts_through_gnu_parallel_are_the_whole() {
    let Some(parallel) = tool("parallel") else { return };
    let whole = Room::small(8, 5);
    whole.make(&[]);
    let room = Room::small(8, 5);
    let script = fs::read_to_string(root().join("docs/scale/parallel.sh")).unwrap();
    room.write("parallel.sh", &script);
    let ran = Command::new("bash")
        .arg("parallel.sh")
        .env("PRINTALOUD", env!("CARGO_BIN_EXE_printaloud"))
        .env("HOME", room.path(""))
        .current_dir(room.path(""))
        .output()
        .unwrap();
    assert!(
        ran.status.success(),
        "{} {}",
        parallel.display(),
        String::from_utf8_lossy(&ran.stderr)
    );
    assert!(room.files() == whole.files());
}

/// A Slurm of one machine, in a folder of its own, while it lives.
struct Slurm {
    folder: tempfile::TempDir,
    munged: Option<std::process::Child>,
}

impl Slurm {
    fn start() -> Option<Self> {
        for program in ["sbatch", "sinfo"] {
            tool(program)?;
        }
        if ["slurmctld", "slurmd", "munged"]
            .iter()
            .any(|name| !Path::new("/usr/sbin").join(name).exists())
        {
            tool("slurmctld")?;
        }
        let id = Command::new("id").arg("-u").output().unwrap();
        if id.stdout != b"0\n" {
            println!("skipped: Slurm's daemons need the rights of an administrator");
            return None;
        }
        let mut slurm = Self { folder: tempfile::tempdir().unwrap(), munged: None };
        slurm.munged = Some(slurm.munge());
        let host = Command::new("hostname").arg("-s").output().unwrap();
        let host = String::from_utf8(host.stdout).unwrap().trim().to_owned();
        let at = slurm.folder.path().display().to_string();
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        fs::create_dir_all(slurm.folder.path().join("state")).unwrap();
        fs::create_dir_all(slurm.folder.path().join("spool")).unwrap();
        fs::write(
            slurm.folder.path().join("slurm.conf"),
            format!(
                "ClusterName=leaflets\nSlurmctldHost={host}\nAuthType=auth/munge\nAuthInfo=socket={at}/munge/munge.socket\nSlurmUser=root\nSlurmctldPort=26817\nSlurmdPort=26818\nProctrackType=proctrack/linuxproc\nTaskPlugin=task/none\nReturnToService=2\nSelectType=select/cons_tres\nSelectTypeParameters=CR_Core\nStateSaveLocation={at}/state\nSlurmdSpoolDir={at}/spool\nSlurmctldPidFile={at}/slurmctld.pid\nSlurmdPidFile={at}/slurmd.pid\nSlurmctldLogFile={at}/slurmctld.log\nSlurmdLogFile={at}/slurmd.log\nNodeName={host} CPUs={processors} RealMemory=1000 State=UNKNOWN\nPartitionName=all Nodes={host} Default=YES MaxTime=INFINITE State=UP\n"
            ),
        )
        .unwrap();
        for daemon in ["slurmctld", "slurmd"] {
            let started = slurm.command(&format!("/usr/sbin/{daemon}")).status().unwrap();
            assert!(started.success(), "{daemon}");
        }
        let begun = Instant::now();
        loop {
            let state = slurm.command("sinfo").args(["-h", "-o", "%t"]).output().unwrap();
            if state.stdout == b"idle\n" {
                return Some(slurm);
            }
            assert!(
                begun.elapsed() < Duration::from_secs(60),
                "Slurm is not ready: {state:?}"
            );
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    /// Starts the service by which Slurm's programs know each other.
    fn munge(&self) -> std::process::Child {
        let folder = self.folder.path().join("munge");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("key"), [7; 64]).unwrap();
        let shell = format!(
            "chmod 755 {0} {0}/..; chown -R munge {0}; chmod 600 {0}/key; exec setpriv --reuid munge --clear-groups /usr/sbin/munged -F --force --socket={0}/munge.socket --key-file={0}/key --pid-file={0}/pid --log-file={0}/log --seed-file={0}/seed",
            folder.display()
        );
        let child = Command::new("sh")
            .args(["-c", &shell])
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        let begun = Instant::now();
        while !folder.join("munge.socket").exists() {
            assert!(begun.elapsed() < Duration::from_secs(20), "munged did not start");
            std::thread::sleep(Duration::from_millis(50));
        }
        child
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env("SLURM_CONF", self.folder.path().join("slurm.conf"));
        command
    }

    /// Submits the array job and waits until it is done.
    fn submit(&self, room: &Room, arguments: &[&str], kill: Option<&str>) -> bool {
        let mut command = self.command("sbatch");
        command
            .args(["--wait", "-o", "slurm-%a.out"])
            .args(arguments)
            .arg("slurm-array.sh");
        command
            .current_dir(room.path(""))
            .env("PRINTALOUD", env!("CARGO_BIN_EXE_printaloud"));
        if let Some(part) = kill {
            command.env("KILL_PART", part);
        }
        command.output().unwrap().status.success()
    }
}

impl Drop for Slurm {
    fn drop(&mut self) {
        for daemon in ["slurmd", "slurmctld"] {
            let file = self.folder.path().join(format!("{daemon}.pid"));
            if let Ok(pid) = fs::read_to_string(file) {
                let _ = Command::new("kill").arg(pid.trim()).status();
            }
        }
        if let Some(munged) = &mut self.munged {
            let _ = munged.kill();
            let _ = munged.wait();
        }
    }
}

#[test]
fn parts_through_slurm_are_the_whole() {
    let Some(slurm) = Slurm::start() else { return };
    let whole = Room::small(8, 5);
    whole.make(&[]);
    let wanted = whole.files();
    let script = fs::read_to_string(root().join("docs/scale/slurm-array.sh")).unwrap();
    let room = Room::small(8, 5);
    room.write("slurm-array.sh", &script);
    assert!(slurm.submit(&room, &[], None));
    room.make(&["--merge"]);
    assert!(room.files() == wanted);
    // One task is killed: the merge names it, and it alone is run again.
    let room = Room::small(8, 5);
    let killed = script.replace(
        "exec ",
        "[ \"${KILL_PART:-}\" = \"$SLURM_ARRAY_TASK_ID\" ] && kill -KILL $$\nexec ",
    );
    assert_ne!(killed, script);
    room.write("slurm-array.sh", &killed);
    assert!(!slurm.submit(&room, &[], Some("3")));
    let ran = room.run(&["--merge"]);
    assert_eq!(ran.status, Some(1));
    assert_eq!(
        ran.stderr,
        "error: part 3 of 4 is missing\n  help: run `printaloud batch --shard 3/4` again\n"
    );
    assert!(slurm.submit(&room, &["--array=3"], None));
    room.make(&["--merge"]);
    assert!(room.files() == wanted);
}
