//! `jipan serve`: the socket, and how it stops. Not here: what is answered.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, ensure};
use axum::Router;
use jipan_endpoint::{Company, Opened};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::log::LogForm;
use super::say;

/// How long requests under way may take after the endpoint was asked to stop.
const LAST_ANSWERS: Duration = Duration::from_secs(30);

/// Where to serve what.
#[derive(Debug, clap::Args)]
pub(crate) struct Serve {
    /// Port to listen on
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Address to listen on; 0.0.0.0 for every network of this machine
    #[arg(long, default_value = "127.0.0.1")]
    host: IpAddr,
    /// Folder of the built app; without it the app inside this binary, if there is one, else dist
    #[arg(long)]
    app_dir: Option<PathBuf>,
    /// Address under which tablets reach this endpoint, for the link that is printed, such as
    /// <https://base.example.com>
    #[arg(long)]
    url: Option<String>,
    /// Form of the log on the standard error; also without a terminal it is text, which is what
    /// whoever runs one small program reads, unless a program collects it
    #[arg(long, value_enum, default_value_t)]
    pub(crate) log: LogForm,
}

/// Serves until it is asked to stop.
#[tokio::main]
pub(crate) async fn run(serve: &Serve, data: &Path) -> anyhow::Result<()> {
    let Opened { company, first_secret } = Company::open(data)?;
    let app = app(serve.app_dir.as_deref(), &company)?;
    let address = SocketAddr::new(serve.host, serve.port);
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address}: choose another --port"))?;
    let here = reachable(listener.local_addr()?);
    let url = serve.url.as_deref().unwrap_or(&here).trim_end_matches('/');
    say(&format!("Jipan is at {url}"));
    if let Some(secret) = first_secret {
        // Only here: who reads the log must not be able to join.
        say(&format!("The first manager joins once, with this link:\n{url}/join#{secret}"));
    }
    tracing::info!("Jipan is at {here}");
    answer(listener, app, &company).await?;
    company.close();
    tracing::info!("Stopped");
    Ok(())
}

async fn answer(listener: TcpListener, app: Router, company: &Company) -> anyhow::Result<()> {
    let (told, stopped) = oneshot::channel();
    let stop = async move {
        asked_to_stop().await;
        // Who waits is told by the other half; if that has ended there is nobody left to tell.
        _ = told.send(());
    };
    let app = app.into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, app).with_graceful_shutdown(stop).into_future();
    tokio::pin!(served);
    tokio::select! {
        outcome = &mut served => return Ok(outcome?),
        _ = stopped => company.stop(),
    }
    match tokio::time::timeout(LAST_ANSWERS, served).await {
        Ok(outcome) => Ok(outcome?),
        Err(_elapsed) => {
            tracing::warn!("some requests were not answered in time");
            Ok(())
        }
    }
}

/// An address that a browser on this machine can open.
fn reachable(mut address: SocketAddr) -> String {
    if address.ip().is_unspecified() {
        address.set_ip(IpAddr::V4(Ipv4Addr::LOCALHOST));
    }
    format!("http://{address}")
}

fn app(app_dir: Option<&Path>, company: &Company) -> anyhow::Result<Router> {
    #[cfg(feature = "embed")]
    if app_dir.is_none() {
        return Ok(jipan_endpoint::from_binary(company));
    }
    let app_dir = app_dir.unwrap_or(Path::new("dist"));
    ensure!(
        app_dir.join("index.html").is_file(),
        "no app in {}: build it with `cargo xtask dist`, or name its folder with --app-dir",
        app_dir.display()
    );
    Ok(jipan_endpoint::from_folder(app_dir, company))
}

/// Ends at Ctrl-C or when the system asks; requests under way are still answered.
async fn asked_to_stop() {
    let interrupt = async {
        if let Err(error) = tokio::signal::ctrl_c().await {
            tracing::error!(%error, "cannot listen for Ctrl-C");
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => _ = terminate.recv().await,
            Err(error) => {
                tracing::error!(%error, "cannot listen for SIGTERM");
                std::future::pending::<()>().await;
            }
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! { () = interrupt => (), () = terminate => () }
}
