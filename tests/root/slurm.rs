//! Shards of a batch through Slurm.

use crate::support::workspace::{Workspace, small_batch};
use crate::support::{root, tool};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

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
    fn submit(&self, room: &Workspace, arguments: &[&str], kill: Option<&str>) -> bool {
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
fn shards_through_slurm_are_the_whole() {
    let Some(slurm) = Slurm::start() else { return };
    let whole = small_batch(8, 5);
    whole.make(&[]);
    let wanted = whole.files();
    let script = fs::read_to_string(root().join("docs/scale/slurm-array.sh")).unwrap();
    let room = small_batch(8, 5);
    room.write("slurm-array.sh", &script);
    assert!(slurm.submit(&room, &[], None));
    room.make(&["--merge"]);
    assert!(room.files() == wanted);
    // One task is killed: the merge names it, and it alone is run again.
    let room = small_batch(8, 5);
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
        "error: shard 3 of 4 is missing\n  help: run `printaloud batch --shard 3/4` again\n"
    );
    assert!(slurm.submit(&room, &["--array=3"], None));
    room.make(&["--merge"]);
    assert!(room.files() == wanted);
}
