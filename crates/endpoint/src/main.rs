//! The command line `jipan`: arguments, the socket, and how it stops. Not here: what is answered.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, ensure};
use axum::Router;
use clap::{Parser, Subcommand};
use tokio::net::TcpListener;

/// Jipan 基盘, the customer base of a field team.
#[derive(Debug, Parser)]
#[command(name = "jipan", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the app
    Serve(Serve),
}

#[derive(Debug, clap::Args)]
struct Serve {
    /// Port to listen on
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Address to listen on; 0.0.0.0 for every network of this machine
    #[arg(long, default_value = "127.0.0.1")]
    host: std::net::IpAddr,
    /// Folder of the built app; without it the app inside this binary, if there is one, else dist
    #[arg(long)]
    app_dir: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_target(false).init();
    let outcome = match Arguments::parse().command {
        Command::Serve(serve) => run(serve).await,
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(serve: Serve) -> anyhow::Result<()> {
    let app = app(serve.app_dir.as_deref())?;
    let address = SocketAddr::new(serve.host, serve.port);
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address}: choose another --port"))?;
    tracing::info!("Jipan is at http://{}", listener.local_addr()?);
    axum::serve(listener, app).with_graceful_shutdown(asked_to_stop()).await?;
    tracing::info!("Stopped");
    Ok(())
}

fn app(app_dir: Option<&Path>) -> anyhow::Result<Router> {
    #[cfg(feature = "embed")]
    if app_dir.is_none() {
        return Ok(jipan_endpoint::from_binary());
    }
    let app_dir = app_dir.unwrap_or(Path::new("dist"));
    ensure!(
        app_dir.join("index.html").is_file(),
        "no app in {}: build it with `cargo xtask dist`",
        app_dir.display()
    );
    Ok(jipan_endpoint::from_folder(app_dir))
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
